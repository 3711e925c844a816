package io.smg.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Trains the image's AOT cache with traffic: the JVM keeps the classes it loaded, linked, and the profiles of the
 * methods that ran, so that the gateway is warm soon after its next start.
 */
final class Training {

    private static final String MODEL = "training";
    private static final List<List<String>> LOADS = List.of(
            List.of("--duration", "4s", "--prompt-bytes", "1024"),
            List.of("--duration", "2s", "--prompt-bytes", "1024", "--streams"));

    private final Image image;
    private final Path simulator;

    private Training(Image image, Path simulator) {
        this.image = image;
        this.simulator = simulator;
    }

    /** Writes the image's cache, with engines of the simulator whose modules are given. */
    static void run(Image image, Path simulator) throws IOException, InterruptedException {
        try {
            new Training(image, simulator).run();
        } catch (IllegalStateException e) {
            throw new IllegalStateException("training of the AOT cache: " + e.getMessage(), e);
        }
    }

    private void run() throws IOException, InterruptedException {
        Files.deleteIfExists(image.aotCache());
        try (Engines engines = Engines.start(simulator, 2, "--model", MODEL, "--instant");
                Launched process = image.run(recording(), Gateway.arguments(0, engines.urls()));
                Gateway gateway = Gateway.awaitReady(process)) {
            sendOddRequests(gateway);
            for (List<String> load : LOADS) {
                sendLoad(gateway, load);
            }
            process.terminate();
            process.awaitExit(Duration.ofMinutes(2));
            if (!Files.isReadable(image.aotCache())) {
                throw new IllegalStateException("the gateway ended without an AOT cache:\n" + process.transcript());
            }
        }
    }

    /** The path is relative to the image, which is where the gateway is started: it may stand below a blank. */
    private static Map<String, String> recording() {
        return Map.of("SMG_JAVA_OPTS", "-XX:AOTCacheOutput=lib/smg.aot -Xlog:aot*=error");
    }

    private void sendLoad(Gateway gateway, List<String> options) throws InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of("load", "--url", gateway.url().toString(), "--model", MODEL, "--connections", "8"));
        arguments.addAll(options);
        try (Launched load = Engines.simulator(simulator, arguments)) {
            if (load.awaitExit(Duration.ofMinutes(1)) != 0) {
                throw new IllegalStateException("no load on the gateway:\n" + load.transcript());
            }
        }
    }

    /** What clients send now and then, so that the first of them is not slow either. */
    private static void sendOddRequests(Gateway gateway) throws InterruptedException {
        try (Client client = new Client(gateway.url())) {
            client.get("/health");
            client.get("/v1/models");
            client.get("/nothing/here");
            client.post("/v1/chat/completions", "not JSON");
            client.post("/v1/chat/completions", Client.chat("no-such-model", false));
            client.post("/v1/embeddings", "{\"model\": \"" + MODEL + "\", \"input\": \"Hello\"}");
        }
    }
}
