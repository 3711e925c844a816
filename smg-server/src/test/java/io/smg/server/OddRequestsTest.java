package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.Pki;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import io.smg.testkit.RecordedRequest;
import io.smg.testkit.ScriptedWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every request of {@code requests.txt}, plain and over TLS, each with a second one behind it on the same connection:
 * never more answers than requests, and nothing at the worker that was not sent to it.
 */
@Timeout(170)
class OddRequestsTest {

    private static final Path SECURITY = Path.of("../docs/security.md");
    private static final String BEGIN = "<!-- verdicts: made by OddRequestsTest -->";
    private static final String END = "<!-- end of verdicts -->";

    /** Fields that concern one connection, or that {@code Connection} names in a case: no worker may see them. */
    private static final List<String> HOPS = List.of(
            "te:",
            "trailer:",
            "upgrade:",
            "keep-alive:",
            "connection:",
            "proxy-connection:",
            "proxy-authorization:",
            "transfer-encoding:",
            "expect:",
            "x-hidden:",
            "x-hidden-too:",
            "x-helidon-cn:",
            "http2-settings:");

    private final List<OddRequest> cases = OddRequest.all();

    /** What came of a case. */
    private record Sent(OddRequest request, String id, List<RawAnswer> answers) {}

    @FunctionalInterface
    private interface Connecting {
        RawHttp connect() throws IOException;
    }

    @Test
    void getTheAnswerThatTheyShouldAndNoMore() throws InterruptedException, ExecutionException {
        try (ScriptedWorker worker = Front.answering(Front.OK);
                Front front = Front.of(worker, "--max-payload-size", "1000000")) {
            check(worker, front::connect);
        }
    }

    @Test
    void getItOverTlsAsWell(@TempDir Path directory) throws InterruptedException, ExecutionException {
        Pki authority = Pki.in(directory, "ca");
        Pki.Pair pair = authority.issue("server");
        SSLContext trust = authority.trusting();
        try (ScriptedWorker worker = Front.answering(Front.OK);
                Front front = Front.of(
                        worker,
                        "--max-payload-size",
                        "1000000",
                        "--tls-cert-path",
                        pair.certificate().toString(),
                        "--tls-key-path",
                        pair.key().toString())) {
            int port = front.gateway().port();
            check(worker, () -> RawHttp.over(encrypted(trust, port)));
        }
    }

    @Test
    void areMoreThanTwoHundredAndFifty() {
        assertThat(cases.stream().mapToInt(odd -> odd.texts().size()).sum()).isGreaterThanOrEqualTo(250);
    }

    @Test
    void areInTheTableOfVerdicts() throws IOException {
        String page = Files.readString(SECURITY);
        String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String after = page.substring(page.indexOf(END));
        String now = before + "\n" + table() + after;
        if (Boolean.getBoolean("smg.security.update")) {
            Files.writeString(SECURITY, now);
            return;
        }

        assertThat(page).as("-Dsmg.security.update=true writes it").isEqualTo(now);
    }

    private void check(ScriptedWorker worker, Connecting connecting) throws InterruptedException, ExecutionException {
        List<Sent> all = send(connecting);

        List<String> wrong = all.stream()
                .filter(sent -> !isRight(sent))
                .map(OddRequestsTest::told)
                .toList();
        assertThat(wrong).isEmpty();
        assertThat(seen(worker)).isEqualTo(expected(all));
        assertThat(worker.requests()).filteredOn(OddRequestsTest::hasHops).isEmpty();
    }

    private List<Sent> send(Connecting connecting) throws InterruptedException, ExecutionException {
        List<Callable<Sent>> tasks = new ArrayList<>();
        for (OddRequest odd : cases) {
            for (String text : odd.texts()) {
                String id = tasks.size() + "z";
                tasks.add(() -> send(odd, id, text, connecting));
            }
        }
        List<Sent> all = new ArrayList<>();
        try (ExecutorService clients =
                Executors.newFixedThreadPool(16, Thread.ofVirtual().factory())) {
            for (Future<Sent> one : clients.invokeAll(tasks)) {
                all.add(one.get());
            }
        }
        return all;
    }

    private static Sent send(OddRequest odd, String id, String text, Connecting connecting) throws IOException {
        String marked = "GET /v1/m" + id + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        List<RawAnswer> answers = new ArrayList<>();
        try (RawHttp client = connecting.connect().patience(Duration.ofSeconds(20))) {
            boolean head = text.startsWith("HEAD");
            client.send(text.replace("{id}", id) + marked);
            RawAnswer next = head ? client.readForHead() : client.read();
            while (!next.statusLine().isEmpty()) {
                if (next.status() != 100) {
                    answers.add(next);
                }
                next = client.read();
            }
        } catch (UncheckedIOException e) {
            // A refused client that goes on sending may be reset; what it has read until then counts.
        }
        return new Sent(odd, id, answers);
    }

    private static boolean isRight(Sent sent) {
        List<Integer> statuses = sent.answers().stream().map(RawAnswer::status).toList();
        int status = sent.request().status();
        return sent.request().closes()
                ? statuses.equals(List.of(status))
                        && sent.answers().getFirst().field("Connection").equals(Optional.of("close"))
                : statuses.equals(List.of(status, 200));
    }

    private static String told(Sent sent) {
        return sent.request() + " " + sent.id() + ": "
                + sent.answers().stream().map(RawAnswer::statusLine).toList();
    }

    /** How many requests there were for each target's marker. */
    private static Map<String, Integer> seen(ScriptedWorker worker) {
        Map<String, Integer> seen = new TreeMap<>();
        for (RecordedRequest request : worker.requests()) {
            String line = request.line();
            int start = line.indexOf("/v1/");
            int end = line.indexOf('z', start);
            seen.merge(end < 0 ? line : line.substring(start + 4, end + 1), 1, Integer::sum);
        }
        seen.keySet().removeIf(line -> line.contains("/v1/models") || line.contains("/get_model_info"));
        return seen;
    }

    private static Map<String, Integer> expected(List<Sent> all) {
        Map<String, Integer> expected = new TreeMap<>();
        for (Sent sent : all) {
            if (sent.request().status() == 200) {
                expected.put("c" + sent.id(), 1);
            }
            if (!sent.request().closes()) {
                expected.put("m" + sent.id(), 1);
            }
        }
        return expected;
    }

    private static boolean hasHops(RecordedRequest request) {
        // The gateway's own questions end their connections, and say so.
        return request.field("X-Request-Id").isPresent()
                && request.headText()
                        .lines()
                        .map(line -> line.toLowerCase(Locale.ROOT))
                        .anyMatch(line -> HOPS.stream().anyMatch(line::startsWith));
    }

    private static Socket encrypted(SSLContext trust, int port) throws IOException {
        Socket socket = trust.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private String table() {
        Map<String, List<OddRequest>> sections = cases.stream()
                .collect(Collectors.groupingBy(OddRequest::section, LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        sections.forEach((section, requests) -> {
            text.append("\n**").append(section).append("**\n\n| request | cases | answer |\n|---|---:|---|\n");
            requests.forEach(odd -> text.append("| ")
                    .append(odd.odd())
                    .append(" | ")
                    .append(odd.texts().size())
                    .append(" | ")
                    .append(odd.status())
                    .append(odd.closes() ? ", closed" : "")
                    .append(" |\n"));
        });
        return text.append('\n').toString();
    }
}
