package io.smg.api;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * An idle worker of which only the id matters; the test kit, which has better ones, depends on this module.
 *
 * @param id the worker's id
 */
record NamedWorker(String id) implements Worker {

    @Override
    public URI url() {
        return URI.create("http://" + id + ".test");
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
        return 0;
    }

    @Override
    public long queuedTokens() {
        return 0;
    }
}
