package io.smg.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {

    private static final String GOOD =
            "{\"timestamp\": 27, \"input_length\": 513, \"output_length\": 9, \"hash_ids\": [7, 8]}\n";

    private final Path file;

    TraceTest(@TempDir Path directory) {
        this.file = directory.resolve("trace.jsonl");
    }

    @Test
    void hasWhatEachLineSays() throws Exception {
        TracedRequest request = read(GOOD).requests().getFirst();

        assertThat(request.arrivalNanos()).isEqualTo(Duration.ofMillis(27).toNanos());
        assertThat(request.promptTokens()).isEqualTo(513);
        assertThat(request.outputTokens()).isEqualTo(9);
        assertThat(request.blocks()).containsExactly(7, 8);
    }

    @Test
    void passesOverEmptyLinesAndUnknownFields() throws Exception {
        String line = "{\"type\": {\"a\": [1]}, \"hash_ids\": [], \"timestamp\": 0.5, \"output_length\": 0,"
                + " \"input_length\": 0}";

        List<TracedRequest> requests = read(GOOD + "\n" + line).requests();

        assertThat(requests).extracting(TracedRequest::arrivalNanos).containsExactly(500_000L, 27_000_000L);
    }

    @Test
    void readsAsManyBlocksAsThereAre() throws Exception {
        TracedRequest long1 =
                Traces.request(1, new Random(1).longs(1_000, 0, 1 << 30).toArray());

        assertThat(read(Traces.line(long1)).requests().getFirst().blocks()).isEqualTo(long1.blocks());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|no JSON object",
                "{\"timestamp\": 1|no JSON object",
                "nonsense|no JSON object",
                "{} {}|something behind the JSON object",
                "{\"timestamp\": -1}|timestamp is no number of milliseconds, 0 or more",
                "{\"timestamp\": \"1\"}|timestamp is no number of milliseconds, 0 or more",
                "{\"timestamp\": 1}|input_length is no whole number from 0 to 268435456",
                "{\"timestamp\": 1, \"input_length\": 1.5}|input_length is no whole number from 0 to 268435456",
                "{\"timestamp\": 1, \"input_length\": 1}|output_length is no whole number from 0 to 268435456",
                "{\"timestamp\": 1, \"input_length\": 1, \"output_length\": 1}|hash_ids is missing",
                "{\"hash_ids\": 3}|hash_ids is no array",
                "{\"hash_ids\": [1, \"a\"]}|hash_ids has something that is no whole number",
                "{\"hash_ids\": [99999999999999999999]}|no JSON object",
                "{\"timestamp\": 1, \"input_length\": 512, \"output_length\": 1, \"hash_ids\": [1, 2]}"
                        + "|hash_ids has 2 ids, but 512 tokens are 1 blocks of 512"
            })
    void namesALineThatIsNoRequest(String line, String reason) {
        assertThatExceptionOfType(UnusableException.class)
                .isThrownBy(() -> read(GOOD + "\n" + line + "\n" + GOOD))
                .withMessage("--trace: " + file + ": line 3: " + reason);
    }

    @Test
    void saysThatAFileIsMissingOrEmptyOrNoText() throws IOException {
        assertThatExceptionOfType(UnusableException.class)
                .isThrownBy(() -> Trace.read(file))
                .withMessage("--trace: " + file + ": no such file");
        assertThatExceptionOfType(UnusableException.class)
                .isThrownBy(() -> read("\n"))
                .withMessage("--trace: " + file + ": no request in it");
        Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE});
        assertThatExceptionOfType(UnusableException.class)
                .isThrownBy(() -> Trace.read(file))
                .withMessage("--trace: " + file + ": no text in UTF-8");
    }

    @Test
    void beginsAtZeroAndGoesFaster() {
        Trace trace = new Trace(List.of(Traces.request(3_000, 1), Traces.request(1_000, 2)));

        Trace retimed = trace.retimed(Duration.ZERO, 4, new Random(1));

        assertThat(retimed.requests())
                .extracting(TracedRequest::arrivalNanos)
                .containsExactly(0L, Duration.ofMillis(500).toNanos());
    }

    @Test
    void jittersWithinTheBoundAndInOrder() {
        Trace trace = new Trace(Collections.nCopies(1_000, Traces.request(0, 1)));

        List<Long> arrivals = trace.retimed(Duration.ofSeconds(3), 1, new Random(1)).requests().stream()
                .map(TracedRequest::arrivalNanos)
                .toList();

        assertThat(arrivals).isSorted().allMatch(nanos -> nanos >= 0 && nanos < 3_000_000_000L);
        assertThat(arrivals.getFirst()).isLessThan(100_000_000L);
        assertThat(arrivals.getLast()).isGreaterThan(2_900_000_000L);
    }

    private Trace read(String text) throws IOException, UnusableException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return Trace.read(file);
    }
}
