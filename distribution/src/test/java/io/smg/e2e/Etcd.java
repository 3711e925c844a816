package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JSON door of an etcd. */
final class Etcd {

    private static final Pattern REVISION = Pattern.compile("\"revision\":\"(\\d+)\"");

    private Etcd() {}

    /** Makes it forget all versions but the last one. */
    static void compact(int port) throws InterruptedException {
        Matcher revision = REVISION.matcher(ask(port, "range", "{\"key\":\"AA==\"}"));
        assertThat(revision.find()).isTrue();
        ask(port, "compaction", "{\"revision\":" + revision.group(1) + ",\"physical\":true}");
    }

    private static String ask(int port, String what, String body) throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v3/kv/" + what))
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
