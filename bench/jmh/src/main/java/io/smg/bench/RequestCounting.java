package io.smg.bench;

import io.smg.api.Usage;
import io.smg.server.meters.Meters;
import io.smg.server.observe.RequestMeters;
import io.smg.server.observe.RequestObserver;
import io.smg.server.observe.RequestRecord;
import java.util.OptionalInt;
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
 * What all calls of one request cost that goes through every step: its record, and the counters behind it. The record
 * is told of the steps in any case; without an observer nobody counts.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
public class RequestCounting {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    /** Who is told. */
    public enum Observer {
        NOBODY,
        COUNTERS,
        COUNTERS_AND_ANOTHER
    }

    @Param
    public Observer observer;

    private final Usage usage = new Usage(1200, OptionalInt.of(800), 300);
    private RequestObserver told = RequestObserver.NONE;

    @Setup
    public void choose() {
        RequestObserver counters = new RequestMeters(new Meters());
        told = switch (observer) {
            case NOBODY -> RequestObserver.NONE;
            case COUNTERS -> counters;
            case COUNTERS_AND_ANOTHER -> counters.and(new RequestObserver() {});
        };
    }

    /** A request with a key, let in, sent to a worker, answered, with a report of its tokens. */
    @Benchmark
    public RequestRecord request() {
        RequestRecord request = new RequestRecord("0123456789abcdef", "POST");
        request.observedBy(told);
        request.traced(TRACE);
        request.routed("/v1/chat/completions");
        request.showedKey("team");
        request.asksToEnter();
        request.admitted();
        request.understood("/v1/chat/completions", "meta-llama/Llama-3.1-8B-Instruct", 1024);
        request.dispatched("http://10.0.0.1:8000", 700);
        request.answering(false);
        request.status(200);
        request.sent(1024);
        request.used(usage);
        request.end();
        return request;
    }
}
