package io.smg.bench;

import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicy;
import io.smg.api.Worker;
import io.smg.policy.cacheaware.CacheAwarePolicyProvider;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decisions by eight threads, each for a prompt never seen before, once the index is at its bound: every prompt that is
 * entered drives others out. Prints what the index has come to hold of the heap.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Threads(8)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms1g", "-Xmx1g"})
public class CacheAwareChurn {

    private static final int PROMPTS = 1_000_000;

    /** Number of workers. */
    @Param({"64", "1000"})
    public int pool;

    private final AtomicLong numbers = new AtomicLong();
    private final byte[] filler = Prompts.ascii(8_000, 1).getBytes(StandardCharsets.ISO_8859_1);
    private RoutingPolicy policy;
    private List<Worker> workers;
    private long empty;

    /** Sends a million distinct prompts. */
    @Setup
    public void fill() {
        workers = BenchWorker.pool(pool);
        policy = new CacheAwarePolicyProvider().create(new BenchContext());
        policy.workersChanged(workers);
        empty = used();
        for (int i = 0; i < PROMPTS; i++) {
            decide();
        }
        report("after a million prompts");
    }

    /** Says what is held after the last. */
    @TearDown(Level.Trial)
    public void report() {
        report("after " + numbers + " prompts");
    }

    /** A decision for a new prompt; making the prompt is part of what is timed. */
    @Benchmark
    public RoutingDecision decide() {
        return policy.select(new BenchRequest(Prompts.distinct(filler, numbers.incrementAndGet())), workers);
    }

    private void report(String when) {
        long bound = Runtime.getRuntime().maxMemory() / 8;
        System.out.printf("%nindex %s: %d KiB of a bound of %d KiB%n", when, (used() - empty) >> 10, bound >> 10);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
