package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.RawHttp;
import io.smg.testkit.ScriptedWorker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A thousand forms of workers with values that none of their fields has, or with bytes changed at random. */
@Timeout(60)
class AdminMutationsTest {

    private static final int COUNT = 500;
    private static final String RIGHT = "x-api-key: ours";
    private static final List<String> NONE = List.of("X: y", "x-api-key: our", "Authorization: Bearer ours2");
    private static final List<String> FIELDS = List.of("url", "priority", "cost", "labels", "api_key", "other", "");

    private static final List<String> VALUES = List.of(
            "\"http://127.0.0.1:9\"",
            "\"http://[::1]:9/a?b#c\"",
            "\"http://u:p@169.254.169.254\"",
            "\"file:///etc/passwd\"",
            "\"\"",
            "\"\\u0000\\ud800\"",
            "0",
            "-0.0",
            "1e999999999",
            "99999999999999999999999",
            "NaN",
            "null",
            "true",
            "[]",
            "{}",
            "{\"a\":\"b\"}",
            "{\"a\":{\"b\":[1]}}",
            "[".repeat(2000));

    private final ScriptedWorker worker = Front.answering(Front.OK);

    static LongStream seeds() {
        return Seeds.from(20261128);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void changeNothingWithoutTheKey(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        try (worker;
                Front front = Front.of(worker, "--api-key", "ours")) {
            String before = workers(front);
            String own = firstId(before);
            List<String> lines = List.of("POST /workers", "PUT /workers/" + own, "DELETE /workers/" + own);
            for (int i = 0; i < COUNT; i++) {
                String line = lines.get(random.nextInt(lines.size()));
                String field = NONE.get(random.nextInt(NONE.size()));
                assertThat(status(front, line, field, form(line, random))).isEqualTo(401);
            }

            assertThat(workers(front)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areTakenOrRefusedWithIt(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        try (worker;
                Front front = Front.of(worker, "--api-key", "ours", "--worker-allow", ".none")) {
            String own = firstId(workers(front));
            List<String> lines = List.of("POST /workers", "PUT /workers/" + own, "PATCH /workers/" + own);
            for (int i = 0; i < COUNT; i++) {
                String line = lines.get(random.nextInt(lines.size()));
                byte[] form = form(line, random);
                assertThat(status(front, line, RIGHT, form))
                        .as("seed %s, %s %s", seed, line, new String(form, StandardCharsets.ISO_8859_1))
                        .isIn(202, 400, 409);
            }

            assertThat(workers(front)).contains(own);
            assertThat(front.ask(Front.chat(RIGHT)).bodyText()).isEqualTo("ok");
        }
    }

    private static byte[] form(String line, SplittableRandom random) {
        String first = line.startsWith("POST") ? "\"url\":\"http://127.0.0.1:9/" + random.nextInt(9) + "\"" : "\"x\":0";
        StringBuilder form = new StringBuilder("{").append(first);
        for (int i = random.nextInt(4); i > 0; i--) {
            form.append(",\"").append(FIELDS.get(random.nextInt(FIELDS.size()))).append("\":");
            form.append(VALUES.get(random.nextInt(VALUES.size())));
        }
        byte[] bytes = form.append('}').toString().getBytes(StandardCharsets.UTF_8);
        return random.nextBoolean() ? bytes : Mutation.of(bytes, random);
    }

    private static int status(Front front, String line, String field, byte[] form) {
        try (RawHttp client = front.connect()) {
            return client.send(line + " HTTP/1.1\r\nHost: a\r\n" + field + "\r\nContent-Length: " + form.length
                            + "\r\n\r\n")
                    .send(form)
                    .read()
                    .status();
        }
    }

    private static String firstId(String workers) {
        String before = "\"worker_id\":\"";
        return workers.substring(workers.indexOf(before) + before.length()).split("\"", 2)[0];
    }

    private static String workers(Front front) {
        return front.ask(Front.request("GET", "/workers", "", RIGHT)).bodyText();
    }
}
