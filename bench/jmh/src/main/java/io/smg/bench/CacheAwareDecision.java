package io.smg.bench;

import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicy;
import io.smg.api.Worker;
import io.smg.policy.cacheaware.CacheAwarePolicyProvider;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one decision costs on an index that is already full of other prompts, for a prompt that a worker holds, and for
 * one that nobody has seen, which drives others out.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms4g", "-Xmx4g"})
public class CacheAwareDecision {

    /** Enough for the caches of 64 workers. */
    private static final int FILL = 1_200_000_000;

    /** Length of the prompt and number of workers. */
    @Param({"400000/64", "2000/8", "2000/1000"})
    public String shape;

    private RoutingPolicy policy;
    private List<Worker> workers;
    private BenchRequest known;

    /** Fills the index with prompts of 8,000 characters, then with one to be found again. */
    @Setup
    public void fill() {
        int slash = shape.indexOf('/');
        int length = Integer.parseInt(shape.substring(0, slash));
        workers = BenchWorker.pool(Integer.parseInt(shape.substring(slash + 1)));
        policy = new CacheAwarePolicyProvider().create(new BenchContext());
        policy.workersChanged(workers);
        byte[] filler = Prompts.ascii(8_000, 0).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < FILL / filler.length; i++) {
            policy.select(new BenchRequest(Prompts.distinct(filler, i)), workers);
        }
        known = new BenchRequest(Prompts.ascii(length, 1));
    }

    /** The prompt is held by a worker. */
    @Benchmark
    public RoutingDecision held() {
        return policy.select(known, workers);
    }

    /** The prompt is new. */
    @Benchmark
    public RoutingDecision unknown(Unknown unknown) {
        return policy.select(unknown.request, workers);
    }

    /** A prompt that is made anew for each decision, outside of what is timed. */
    @State(Scope.Thread)
    public static class Unknown {

        private byte[] filler;
        private BenchRequest request;
        private long number;

        /** Makes what all prompts have in common. */
        @Setup
        public void begin(CacheAwareDecision decision) {
            filler = decision.known.promptText().getBytes(StandardCharsets.ISO_8859_1);
        }

        /** Makes the next prompt. */
        @Setup(Level.Invocation)
        public void next() {
            request = new BenchRequest(Prompts.distinct(filler, --number));
        }
    }
}
