package io.smg.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A streamed answer that is being read.
 *
 * @param http its connection
 * @param lines what comes
 */
record OpenStream(HttpClient http, BufferedReader lines) implements AutoCloseable {

    /** Asks a gateway for a streamed chat. */
    static OpenStream of(URI gateway, String question) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(question))
                .build();
        InputStreamReader body = new InputStreamReader(
                http.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8);
        return new OpenStream(http, new BufferedReader(body));
    }

    /** Waits for its first line. */
    String first() throws IOException {
        return String.valueOf(lines.readLine());
    }

    /** All lines from here to its end, which is a whole one, or this fails. */
    List<String> rest() {
        return lines.lines().toList();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
