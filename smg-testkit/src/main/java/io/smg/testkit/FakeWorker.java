package io.smg.testkit;

import io.smg.api.Worker;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** A worker that is only a name and two loads, which a test sets. Thread-safe. */
public final class FakeWorker implements Worker {

    private final String id;
    private final Set<String> models;
    private final Map<String, String> labels;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong queuedTokens = new AtomicLong();

    private FakeWorker(String id, Set<String> models, Map<String, String> labels) {
        this.id = id;
        this.models = Set.copyOf(models);
        this.labels = Map.copyOf(labels);
    }

    /** An idle worker without labels that serves no known model. */
    public static FakeWorker of(String id) {
        return new FakeWorker(id, Set.of(), Map.of());
    }

    /** Idle workers with the ids w0, w1 and so on. */
    public static List<FakeWorker> pool(int size) {
        return IntStream.range(0, size).mapToObj(i -> of("w" + i)).toList();
    }

    /** An idle worker like this one that serves the given models. */
    public FakeWorker withModels(String... names) {
        return new FakeWorker(id, Set.of(names), labels);
    }

    /** An idle worker like this one with one more label. */
    public FakeWorker withLabel(String name, String value) {
        return new FakeWorker(id, models, FakeRequest.with(labels, name, value));
    }

    /** Sets how many requests are in flight, and returns this worker. */
    public FakeWorker inFlight(int requests) {
        inFlight.set(requests);
        return this;
    }

    /** Sets how many prompt tokens are queued, and returns this worker. */
    public FakeWorker queuedTokens(long tokens) {
        queuedTokens.set(tokens);
        return this;
    }

    /** Puts one more request in flight. */
    public void dispatch() {
        inFlight.incrementAndGet();
    }

    /** Takes one request out of flight. */
    public void release() {
        inFlight.decrementAndGet();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public URI url() {
        return URI.create("http://" + id + ".test:8000");
    }

    @Override
    public Set<String> models() {
        return models;
    }

    @Override
    public Map<String, String> labels() {
        return labels;
    }

    @Override
    public int inFlight() {
        return inFlight.get();
    }

    @Override
    public long queuedTokens() {
        return queuedTokens.get();
    }

    @Override
    public String toString() {
        return id;
    }
}
