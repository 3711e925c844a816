package io.smg.distribution;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;

/** An HTTP client of one gateway that knows how to ask for a chat completion. */
final class Client implements AutoCloseable {

    private static final Pattern ALL_READY = Pattern.compile("\"healthy_workers\":([1-9]\\d*),\"total_workers\":\\1}");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI gateway;

    Client(URI gateway) {
        this.gateway = gateway;
    }

    /** The body of a chat request. */
    static String chat(String model, boolean stream) {
        return """
        {"model": "%s", "stream": %s, "messages": [{"role": "user", "content": "Hello"}]}\
        """.formatted(model, stream);
    }

    /** Whether the gateway has workers and all of them are ready; that it is not listened to is an answer too. */
    boolean findsAllReady() throws InterruptedException {
        return ALL_READY.matcher(get("/readiness")).find();
    }

    /** The body at a path; empty if nobody listens. */
    String get(String path) throws InterruptedException {
        try {
            return send(request(path).GET()).body();
        } catch (ConnectException | HttpConnectTimeoutException _) {
            return "";
        } catch (IOException e) {
            throw new IllegalStateException("GET " + path + ": " + e, e);
        }
    }

    /** The answer to a POST of a JSON body. */
    HttpResponse<String> post(String path, String body) throws InterruptedException {
        try {
            return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
        } catch (IOException e) {
            throw new IllegalStateException("POST " + path + ": " + e, e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.resolve(path)).timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
    }
}
