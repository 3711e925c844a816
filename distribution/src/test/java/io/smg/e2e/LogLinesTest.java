package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Gateway;
import io.smg.distribution.Launched;
import io.smg.testkit.RawHttp;
import io.smg.testkit.ScriptedWorker;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lines of the image's log, whatever clients send to get lines of their own into it. */
class LogLinesTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String ODD = "\u001b[31m\u0085\u2028\u202e";
    private static final String ESCAPED = "\\u001b[31m\\u0085\\u2028\\u202e";
    private static final String FORGED = "\\n{\\\"event\\\":\\\"forged\\\"}\\r2026-01-01 00:00:00.000 forged";
    private static final int MALFORMED = 300;

    /** How the log is written, and what each of its lines is. */
    private enum Form {
        TEXT("off", "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} [A-Z]+ [^\\p{Cc}\\u2028\\u2029]*"),
        JSON("on", "\\{(?:\"\\w+\":(?:\"(?:[^\"\\\\\\p{Cc}\\u2028\\u2029]|\\\\.)*+\"|-?[\\d.E-]++),?+)*+}");

        private final String option;
        private final Pattern line;

        Form(String option, String line) {
            this.option = option;
            this.line = Pattern.compile(line);
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void areEachOneEventAndShort(Form form) throws Exception {
        try (ScriptedWorker worker = ScriptedWorker.answering(OK);
                Launched process =
                        Built.IMAGE.run(Map.of("SMG_LOG_JSON", form.option), before(worker, "--log-level", "trace"))) {
            int port = Gateway.awaitReady(process).url().getPort();
            for (String text : List.of(ODD, ESCAPED, FORGED, "x".repeat(1_000_000))) {
                String utf8 = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
                send(port, "GET /v1/" + utf8 + " HTTP/1.1\r\nHost: a\r\n\r\n");
                send(port, utf8 + " /v1/models HTTP/1.1\r\nHost: a\r\n\r\n");
                send(port, "GET /v1/models HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + utf8 + "\r\n\r\n");
                send(port, "GET /v1/models HTTP/1.1\r\nHost: a\r\nUser-Agent: " + utf8 + "\r\n\r\n");
                send(port, post("/v1/chat/completions", "{\"model\":\"" + utf8 + "\"}"));
                send(port, post("/workers", "{\"url\":\"http://" + utf8 + "\"}"));
                send(port, post("/workers", "{\"url\":\"http://127.0.0.1:1/" + utf8 + "\"}"));
            }
            process.terminate();
            process.awaitExit(Duration.ofSeconds(60));

            assertThat(process.out().allLines())
                    .hasSizeGreaterThan(10)
                    .allMatch(line -> form.line.matcher(line).matches())
                    .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 2048)
                    .noneMatch(line -> line.contains("x".repeat(257)))
                    .noneMatch(line -> line.startsWith("2026-01-01") || line.startsWith("{\"event\":\"forged"));
            assertThat(process.err().allLines()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void areOneASecondForMalformedRequests(Form form) throws Exception {
        try (ScriptedWorker worker = ScriptedWorker.answering(OK);
                Launched process = Built.IMAGE.run(Map.of("SMG_LOG_JSON", form.option), before(worker))) {
            int port = Gateway.awaitReady(process).url().getPort();
            long start = System.nanoTime();
            for (int i = 0; i < MALFORMED; i++) {
                send(port, "GET /v1/x HTTP/1.1\r\nHost: a\r\nX : 1\r\n\r\n");
            }
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            process.terminate();
            process.awaitExit(Duration.ofSeconds(60));

            assertThat(process.out().allLines())
                    .filteredOn(line -> line.contains("refused a request with 400"))
                    .hasSizeBetween(1, (int) seconds + 2);
        }
    }

    private static List<String> before(ScriptedWorker worker, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--drain-settle-secs", "0"));
        return Gateway.arguments(0, List.of(worker.url()), arguments.toArray(String[]::new));
    }

    private static String post(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static void send(int port, String request) {
        try (RawHttp client = RawHttp.connect(port)) {
            client.send(request).read();
        } catch (UncheckedIOException e) {
            // Refused while it was still being sent.
        }
    }
}
