package io.smg.server.exchange;

import io.smg.api.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to know how many tokens a streamed answer took: of each event its bytes are kept, and at the end the
 * last of them are read. In the package of what is measured, since nobody else is to use that.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
public class UsageReading {

    private static final String END = """
            data: {"id":"x","object":"chat.completion.chunk","choices":[],"usage":{"prompt_tokens":1200,\
            "completion_tokens":300,"total_tokens":1500,"prompt_tokens_details":{"cached_tokens":800}}}

            data: [DONE]

            """;

    /** Bytes of an event. */
    @Param({"250", "4000"})
    public int size;

    private final AnswerTail tail = new AnswerTail();
    private final byte[] end = END.getBytes(StandardCharsets.US_ASCII);
    private byte[] event = {};

    @Setup
    public void fill() {
        event = ("data: " + "x".repeat(size - 8) + "\n\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** One event passes by. */
    @Benchmark
    public AnswerTail event() {
        tail.pass(event, 0, event.length);
        return tail;
    }

    /** The last event passes by, and what it reports is read. */
    @Benchmark
    public Optional<Usage> end() {
        tail.pass(event, 0, event.length);
        tail.pass(end, 0, end.length);
        return ReportedUsage.in(tail.bytes());
    }
}
