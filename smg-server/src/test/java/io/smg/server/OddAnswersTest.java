package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.Peer;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import io.smg.testkit.RecordedRequest;
import io.smg.testkit.ScriptedWorker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every answer of {@code answers.txt}, some times over, shuffled among clean ones over the same connections to one
 * worker: each client sees what is its own, and nothing else.
 */
@Timeout(120)
class OddAnswersTest {

    private static final int CLEAN = -1;
    private static final int TIMES = 5;
    private static final int CLEAN_ONES = 1000;

    private final List<Case> cases = cases();

    /** One line of the file. */
    private record Case(String outcome, String odd, String bytes) {}

    /** What is asked: for the answer of a case or a clean one, by a client with a marker of its own, in one of three ways. */
    private record Question(int number, String marker, String kind) {

        private static final List<String> KINDS = List.of(
                "GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 12\r\n\r\n{\"input\":\"\"}",
                "POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAccept: text/event-stream\r\n"
                        + "Content-Length: 15\r\n\r\n{\"stream\":true}");

        String request() {
            return kind.replace("{path}", "/v1/" + number + "/" + marker);
        }
    }

    static LongStream seeds() {
        return Seeds.from(7);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void reachTheirOwnClientsAloneAndAsTheyShould(long seed) throws InterruptedException, ExecutionException {
        try (ScriptedWorker worker = Front.worker(this::answer);
                Front front = Front.of(worker, "--disable-retries", "--disable-circuit-breaker")) {
            List<Callable<Optional<String>>> tasks = new ArrayList<>();
            for (Question question : questions(seed)) {
                tasks.add(() -> complaint(question, front));
            }
            List<String> complaints = new ArrayList<>();
            try (ExecutorService clients =
                    Executors.newFixedThreadPool(16, Thread.ofVirtual().factory())) {
                for (Future<Optional<String>> one : clients.invokeAll(tasks)) {
                    one.get().ifPresent(complaints::add);
                }
            }

            assertThat(complaints).as("seed " + seed).isEmpty();
            front.awaitQuiet();
        }
    }

    @Test
    void areSixty() {
        assertThat(cases).hasSizeGreaterThanOrEqualTo(60);
    }

    private List<Question> questions(long seed) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            for (int number = 0; number < cases.size(); number++) {
                numbers.add(number);
            }
        }
        numbers.addAll(Collections.nCopies(CLEAN_ONES, CLEAN));
        Collections.shuffle(numbers, new Random(seed));
        List<Question> questions = new ArrayList<>();
        for (int number : numbers) {
            String kind = Question.KINDS.get(questions.size() % Question.KINDS.size());
            questions.add(new Question(number, Integer.toString(1000 + questions.size()), kind));
        }
        return questions;
    }

    private void answer(RecordedRequest request, Peer peer) throws IOException {
        String[] path = request.line().split("[/ ]", -1);
        int number = Integer.parseInt(path[3]);
        String marker = path[4];
        if (number == CLEAN) {
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + marker);
            return;
        }
        String bytes = cases.get(number).bytes().replace("{ID}", marker);
        peer.send(bytes.replace("{close}", "").replace("{reset}", ""));
        if (bytes.endsWith("{close}")) {
            peer.close();
        } else if (bytes.endsWith("{reset}")) {
            peer.reset();
        }
    }

    private Optional<String> complaint(Question question, Front front) {
        try (RawHttp client = front.connect()) {
            RawAnswer answer = client.send(question.request()).read();
            String wanted = question.number() == CLEAN
                    ? "200"
                    : cases.get(question.number()).outcome();
            String got = answer.status() + (answer.complete() ? "" : " torn");
            String body = answer.bodyText();
            boolean own = answer.status() != 200 || body.equals(question.marker());
            boolean foreign = body.contains("FOREIGN") || client.readUntilClose().length > 0;
            return got.equals(wanted) && own && !foreign
                    ? Optional.empty()
                    : Optional.of(wanted + " wanted, got " + got + " '" + body + "': " + named(question));
        }
    }

    private String named(Question question) {
        return question.number() == CLEAN
                ? "clean " + question.marker()
                : cases.get(question.number()).odd();
    }

    private static List<Case> cases() {
        try (InputStream in = Objects.requireNonNull(OddAnswersTest.class.getResourceAsStream("answers.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("=="))
                    .map(line -> line.split(" \\| ", 3))
                    .map(parts -> new Case(parts[0].strip(), parts[1], bytes(parts[2])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String bytes(String template) {
        return OddRequest.plain(template.replace("{H}", "HTTP/1.1 200 OK\\r\\n")
                .replace("{C}", "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n"));
    }
}
