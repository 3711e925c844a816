package io.smg.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.Usage;
import io.smg.server.config.AccessLogTarget;
import io.smg.server.config.LogConfig;
import io.smg.server.config.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class AccessLogTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void tellsAllOfARequestInOneLine() {
        assertThat(line(answered("m"), LogConfig.Format.TEXT))
                .contains(" REQUEST POST /v1/chat/completions 200 answered in ")
                .contains(" id=req-1 ", " key=team ", " model=m ", " worker=http://w:1 ", " attempts=1 ", " queue_ms=")
                .contains(" first_byte_ms=", " tokens=12/8/5 ", " bytes=100/40 ")
                .endsWith(" trace_id=" + TRACE + "\n");
    }

    @Test
    void tellsWhenARequestCameToTheMillisecond() {
        AccessLine lines = new AccessLine(LogConfig.Format.TEXT);
        DateTimeFormatter time =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
        for (int i = 0; i < 3; i++) {
            RequestRecord request = answered("m");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            lines.write(request, out);

            assertThat(out.toString(StandardCharsets.UTF_8))
                    .startsWith(time.format(Instant.ofEpochMilli(request.startMillis())) + " REQUEST ");
        }
    }

    @Test
    void tellsProgramsTheSameInJson() {
        assertThat(line(answered("m"), LogConfig.Format.JSON))
                .startsWith("{\"timestamp\":\"")
                .contains("\"event\":\"request\"", "\"request_id\":\"req-1\"", "\"method\":\"POST\"")
                .contains(
                        "\"route\":\"/v1/chat/completions\"",
                        "\"key\":\"team\"",
                        "\"model\":\"m\"",
                        "\"worker\":\"http://w:1\"")
                .contains("\"attempts\":1", "\"queue_ms\":", "\"status\":200", "\"first_byte_ms\":")
                .contains("\"duration_ms\":", "\"prompt_tokens\":12", "\"cached_tokens\":8", "\"completion_tokens\":5")
                .contains("\"bytes_in\":100", "\"bytes_out\":40", "\"ending\":\"answered\"")
                .endsWith("\"trace_id\":\"" + TRACE + "\"}\n");
    }

    @Test
    void namesNoKeyWhereThereIsNone() {
        RequestRecord open = new RequestRecord("req-1", "GET");
        open.end();
        RequestRecord unnamed = new RequestRecord("req-2", "GET");
        unnamed.showedKey("");
        unnamed.end();

        for (RequestRecord request : List.of(open, unnamed)) {
            assertThat(line(request, LogConfig.Format.TEXT)).doesNotContain("key");
            assertThat(line(request, LogConfig.Format.JSON)).doesNotContain("key");
        }
    }

    @Test
    void doesNotTakeWhatIsNotKnownOfACacheForNothing() {
        RequestRecord request = new RequestRecord("req-1", "POST");
        request.used(new Usage(12, OptionalInt.empty(), 5));
        request.end();

        assertThat(line(request, LogConfig.Format.TEXT)).contains(" tokens=12/-/5 ");
        assertThat(line(request, LogConfig.Format.JSON))
                .contains("\"prompt_tokens\":12,\"completion_tokens\":5")
                .doesNotContain("cached_tokens");
    }

    @Test
    void letsNobodyForgeALine() {
        RequestRecord request = new RequestRecord("req-1", "X".repeat(100) + "\n");
        request.understood("/v1/", "a\nb", 0);
        request.end();

        assertThat(line(request, LogConfig.Format.TEXT)).containsOnlyOnce("\n").hasSizeLessThan(300);
        assertThat(line(request, LogConfig.Format.JSON)).containsOnlyOnce("\n");
    }

    @Test
    void saysHowARequestEnded() {
        RequestRecord rejected = new RequestRecord("a", "POST");
        rejected.status(401);
        rejected.error("invalid_api_key");
        RequestRecord failed = new RequestRecord("b", "POST");
        failed.status(502);
        failed.error("upstream_unreachable");
        RequestRecord broken = new RequestRecord("c", "POST");
        broken.status(200);
        broken.broke("upstream_broken");
        RequestRecord left = new RequestRecord("d", "POST");
        left.clientGone();

        assertThat(ending(rejected)).isEqualTo(Ending.REJECTED);
        assertThat(ending(failed)).isEqualTo(Ending.FAILED);
        assertThat(ending(broken)).isEqualTo(Ending.WORKER_BROKE);
        assertThat(ending(left)).isEqualTo(Ending.CLIENT_GONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {431, 501, 505})
    void callsRejectedWhatWasWrongWithTheRequestItself(int status) {
        RequestRecord request = new RequestRecord("a", "GET");
        request.status(status);
        request.error("no_good");

        assertThat(ending(request)).isEqualTo(Ending.REJECTED);
    }

    @Test
    void writesWhatIsLeftWhenItIsClosed(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("access.log");
        try (AccessLog log = AccessLog.start(to(file))) {
            for (int i = 0; i < 5000; i++) {
                log.ended(answered("m"));
            }
        }

        assertThat(Files.readAllLines(file)).hasSize(5000);
    }

    @Test
    void beginsANewFileWhereTheOldOneWasMovedAway(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("access.log");
        try (LogFile log = new LogFile(file)) {
            log.write(bytes("one\n"));
            Files.move(file, directory.resolve("access.log.1"));
            log.write(bytes("two\n"));
        }

        assertThat(file).hasContent("two");
        assertThat(directory.resolve("access.log.1")).hasContent("one");
    }

    @Test
    void dropsAndCountsLinesInsteadOfHoldingUpRequests() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        try (AccessLog log = AccessLog.start(LogConfig.Format.TEXT, lines -> {
            stuck.countDown();
            await(free);
        })) {
            log.ended(answered("m"));
            assertThat(stuck.await(10, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 20_000; i++) {
                log.ended(answered("m"));
            }

            assertThat(log.dropped()).isEqualTo(20_000 - 16_384);
            free.countDown();
        }
    }

    @Test
    void countsLinesThatCouldNotBeWritten() {
        AccessLog log = AccessLog.start(LogConfig.Format.TEXT, lines -> {
            throw new IOException("disk full");
        });
        log.ended(answered("m"));
        log.close();

        assertThat(log.dropped()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static LogConfig to(Path file) {
        return new LogConfig(LogLevel.INFO, LogConfig.Format.JSON, new AccessLogTarget.ToFile(file));
    }

    private static RequestRecord answered(String model) {
        RequestRecord request = new RequestRecord("req-1", "POST");
        request.traced("00-" + TRACE + "-b7ad6b7169203331-01");
        request.routed("/v1/chat/completions");
        request.showedKey("team");
        request.admitted();
        request.understood("/v1/chat/completions", model, 100);
        request.dispatched("http://w:1", 8);
        request.answering(false);
        request.status(200);
        request.sent(40);
        request.used(new Usage(12, OptionalInt.of(8), 5));
        request.end();
        return request;
    }

    private static Ending ending(RequestRecord request) {
        request.end();
        return request.ending();
    }

    private static String line(RequestRecord request, LogConfig.Format format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new AccessLine(format).write(request, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static ByteArrayOutputStream bytes(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return out;
    }
}
