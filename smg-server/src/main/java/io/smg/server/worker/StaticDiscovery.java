package io.smg.server.worker;

import io.smg.api.WorkerDiscovery;
import io.smg.api.WorkerSpec;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/** The workers of {@code --worker-urls}, which never change. Immutable, hence thread-safe. */
public final class StaticDiscovery implements WorkerDiscovery {

    private final List<WorkerSpec> workers;

    /** A source of exactly these workers. */
    public StaticDiscovery(List<URI> urls) {
        this.workers = urls.stream().map(WorkerSpec::of).toList();
    }

    @Override
    public String source() {
        return "static";
    }

    @Override
    public void start(Consumer<List<WorkerSpec>> sink) {
        sink.accept(workers);
    }

    @Override
    public void close() {}
}
