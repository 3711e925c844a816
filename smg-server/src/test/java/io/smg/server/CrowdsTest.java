package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.Pki;
import io.smg.testkit.RawHttp;
import io.smg.testkit.ScriptedWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thousand connections of each bad kind at once, while good requests run. */
@Timeout(120)
class CrowdsTest {

    private static final int CROWD = 1000;
    private static final String[] SHORT = {
        "--header-timeout-secs", "3", "--body-timeout-secs", "3", "--idle-timeout-secs", "3"
    };

    /** The longest deadline and what a busy machine needs to look after all of them. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String HALF_A_HEAD = "POST /v1/x HTTP/1.1\r\nHost: a\r\nX: ";
    private static final String HALF_A_BODY = Front.request("POST", "/v1/chat/completions", "{\"a\":1}");
    private static final String HALF_A_CHUNK =
            "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"";
    private static final String HALF_A_HELLO = "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003";

    @Test
    void ofHalfRequestsAreAllClosedByTheirDeadlines() throws InterruptedException, ExecutionException {
        try (ScriptedWorker worker = Front.answering(Front.OK);
                Front front = Front.of(worker, SHORT)) {
            List<String> beginnings =
                    List.of("", HALF_A_HEAD, HALF_A_BODY.substring(0, HALF_A_BODY.length() - 3), HALF_A_CHUNK);

            assertAllAreClosedWhileOthersAreServed(front, beginnings, "HTTP/1.1 200 OK");
        }
    }

    @Test
    void ofHalfHandshakesAreAllClosedByTheirDeadlines(@TempDir Path directory)
            throws InterruptedException, ExecutionException {
        Pki.Pair pair = Pki.in(directory, "ca").issue("server");
        List<String> options = new ArrayList<>(List.of(SHORT));
        options.addAll(List.of("--tls-cert-path", pair.certificate().toString()));
        options.addAll(List.of("--tls-key-path", pair.key().toString()));
        try (ScriptedWorker worker = Front.answering(Front.OK);
                Front front = Front.of(worker, options.toArray(String[]::new))) {
            assertAllAreClosedWhileOthersAreServed(front, List.of("", HALF_A_HELLO), "HTTP/1.1 400 Bad Request");
        }
    }

    private static void assertAllAreClosedWhileOthersAreServed(Front front, List<String> beginnings, String served)
            throws InterruptedException, ExecutionException {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> good = threads.submit(() -> askOnAndOn(front, served, over));
            List<Callable<Boolean>> crowd = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                beginnings.forEach(beginning -> crowd.add(() -> isClosed(front, beginning)));
            }
            long closed = 0;
            for (Future<Boolean> one : threads.invokeAll(crowd)) {
                closed += one.get() ? 1 : 0;
            }
            over.set(true);

            assertThat(closed).isEqualTo((long) CROWD * beginnings.size());
            assertThat(good.get()).isPositive();
        }
    }

    /** How many requests were served, all of them well. */
    private static int askOnAndOn(Front front, String served, AtomicBoolean over) {
        int count = 0;
        while (!over.get()) {
            assertThat(front.ask(Front.chat()).statusLine()).isEqualTo(served);
            count++;
        }
        return count;
    }

    private static boolean isClosed(Front front, String beginning) {
        try (RawHttp client = front.connect().patience(PATIENCE)) {
            client.send(beginning).readUntilClose();
            return true;
        }
    }
}
