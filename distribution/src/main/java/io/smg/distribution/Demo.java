package io.smg.distribution;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Three simulated engines with the gateway in front of them. */
public final class Demo {

    private static final String MODEL = "demo";
    private static final String PATH = "/v1/chat/completions";
    private static final int PORT = 30000;

    private Demo() {}

    /**
     * Runs the demo until it is interrupted, or with {@code --check} until it has answered a request and a stream.
     *
     * @param arguments the image's directory, that of the simulator's modules, and what the user typed
     */
    public static void main(String[] arguments) throws InterruptedException {
        List<String> typed = List.of(arguments).subList(2, arguments.length);
        boolean check = typed.equals(List.of("--check"));
        if (!check && !typed.isEmpty()) {
            fail("unknown arguments " + String.join(" ", typed) + "; allowed: --check", 2);
        }
        try {
            run(new Image(Path.of(arguments[0])), Path.of(arguments[1]), check);
        } catch (IllegalStateException e) {
            fail(String.valueOf(e.getMessage()), 1);
        }
    }

    private static void run(Image image, Path simulator, boolean check) throws InterruptedException {
        int port = check ? 0 : PORT;
        try (Engines engines = Engines.start(simulator, 3, "--model", MODEL);
                Gateway gateway = Gateway.start(image, port, engines.urls())) {
            if (check) {
                check(gateway.url());
            } else {
                invite(gateway.url(), engines.urls());
                new CountDownLatch(1).await();
            }
        }
    }

    private static void check(URI gateway) throws InterruptedException {
        try (Client client = new Client(gateway)) {
            expect(client.post(PATH, Client.chat(MODEL, false)), "\"choices\"");
            expect(client.post(PATH, Client.chat(MODEL, true)), "data: [DONE]");
        }
        say("a request and a stream were answered through " + gateway);
    }

    private static void expect(HttpResponse<String> answer, String part) {
        if (answer.statusCode() != 200 || !answer.body().contains(part)) {
            throw new IllegalStateException(
                    "expected 200 and " + part + ", got " + answer.statusCode() + ": " + answer.body());
        }
    }

    private static void invite(URI gateway, List<URI> engines) {
        say(gateway + ", in front of " + engines + "\n");
        for (boolean stream : new boolean[] {false, true}) {
            say("curl -N %s%s -H 'Content-Type: application/json' -d '%s'"
                    .formatted(gateway, PATH, Client.chat(MODEL, stream)));
        }
        say("\nCtrl-C ends it.");
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static void fail(String line, int status) {
        System.err.println("smgw demo: " + line);
        System.exit(status);
    }
}
