package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import io.smg.testkit.ScriptedWorker;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten thousand requests that were valid before some of their bytes were changed at random. */
@Timeout(170)
class MutationsTest {

    private static final int COUNT = 10_000;

    /** What the test itself keeps, the worker's record above all, and code that has got warm; a tenth of what was sent. */
    private static final long MEMORY = 32L << 20;

    /** What a client's fault may get that is 5xx: codings and versions that are not spoken here. */
    private static final List<Integer> ALLOWED = List.of(501, 505);

    private static final String CHUNKED =
            "POST /v1/embeddings HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static final List<String> VALID = List.of(
            Front.chat(),
            Front.request("POST", "/v1/completions", "{\"model\":\"m\",\"prompt\":\"a b c\",\"stream\":true}"),
            Front.request("POST", "/v1/messages", "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"),
            "GET /v1/models HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer k\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, x\r\nX: 1\r\n\r\n",
            CHUNKED + "5;x=y\r\n{\"a\":\r\n3\r\n1 }\r\n0\r\nT: 1\r\n\r\n",
            "POST /workers HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\n{\"url\":\"http://a:1\"}");

    static LongStream seeds() {
        return Seeds.from(20261127);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neitherFailNorStayNorKillAThread(long seed) throws InterruptedException, ExecutionException {
        try (ScriptedWorker worker = Front.answering(Front.OK);
                Front front = Front.of(worker, "--worker-allow", ".none")) {
            front.ask(Front.chat());
            long before = heapInUse();
            SplittableRandom seeds = new SplittableRandom(seed);
            List<Callable<Optional<String>>> tasks = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                SplittableRandom random = seeds.split();
                tasks.add(() -> complaint(front, mutated(random)));
            }
            List<String> complaints = new ArrayList<>();
            try (ExecutorService clients =
                    Executors.newFixedThreadPool(16, Thread.ofVirtual().factory())) {
                for (Future<Optional<String>> one : clients.invokeAll(tasks)) {
                    one.get().ifPresent(complaints::add);
                }
            }

            assertThat(complaints).as("seed " + seed).isEmpty();
            assertThat(front.ask(Front.chat()).bodyText()).isEqualTo("ok");
            front.awaitQuiet();
            Front.await("the memory is back", () -> heapInUse() < before + MEMORY);
        }
    }

    private static long heapInUse() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Optional<String> complaint(Front front, byte[] request) {
        try (RawHttp client = front.connect()) {
            client.send(request).halfClose();
            for (RawAnswer next = client.read(); !next.statusLine().isEmpty(); next = client.read()) {
                if (next.status() >= 500 && !ALLOWED.contains(next.status()) && !isALateOne(next)) {
                    return Optional.of(next.statusLine() + " for " + new String(request, StandardCharsets.ISO_8859_1));
                }
            }
        } catch (UncheckedIOException e) {
            // Refused and reset while it was still sending.
        }
        return Optional.empty();
    }

    /** A worker is asked for by a client that has left: nobody was to see that answer. */
    private static boolean isALateOne(RawAnswer answer) {
        return !answer.complete();
    }

    private static byte[] mutated(SplittableRandom random) {
        String valid = VALID.get(random.nextInt(VALID.size()));
        return Mutation.of(valid.getBytes(StandardCharsets.ISO_8859_1), random);
    }
}
