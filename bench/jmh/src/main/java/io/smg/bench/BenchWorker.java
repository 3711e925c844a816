package io.smg.bench;

import io.smg.api.Worker;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** An idle worker whose loads are counters, as the gateway's are. */
record BenchWorker(String id, AtomicInteger requests, AtomicLong tokens) implements Worker {

    static List<Worker> pool(int size) {
        return IntStream.range(0, size)
                .<Worker>mapToObj(i -> new BenchWorker(
                        "http://10.0." + i / 250 + "." + i % 250 + ":8000#" + i, new AtomicInteger(), new AtomicLong()))
                .toList();
    }

    @Override
    public URI url() {
        return URI.create("http://bench.test:8000");
    }

    @Override
    public Set<String> models() {
        return Set.of();
    }

    @Override
    public Map<String, String> labels() {
        return Map.of();
    }

    @Override
    public int inFlight() {
        return requests.get();
    }

    @Override
    public long queuedTokens() {
        return tokens.get();
    }
}
