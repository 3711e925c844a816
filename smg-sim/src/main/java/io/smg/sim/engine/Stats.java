package io.smg.sim.engine;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.core.JsonGenerator;

/** Counts what becomes of an engine's inference requests. Thread-safe. */
final class Stats {

    /** One request from its arrival to its end. Unless it is told otherwise, it was broken off on purpose. */
    final class Life implements AutoCloseable {

        private final Optional<String> id;
        private LongAdder outcome = broken;
        private boolean released;

        private Life(Optional<String> id) {
            this.id = id;
        }

        void completed() {
            outcome = completed;
        }

        void cancelled() {
            outcome = cancelled;
        }

        /** Notes that nothing is left to be done; the client may know it any time now. */
        void release() {
            if (!released) {
                released = true;
                id.ifPresent(ids::end);
                active.decrementAndGet();
            }
        }

        @Override
        public void close() {
            release();
            outcome.increment();
        }
    }

    private final RequestIds ids;
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final LongAdder received = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder repeats = new LongAdder();

    Stats(RequestIds ids) {
        this.ids = ids;
    }

    Life begin(Optional<String> id) {
        received.increment();
        peak.accumulateAndGet(active.incrementAndGet(), Math::max);
        id.ifPresent(this::arrived);
        return new Life(id);
    }

    private void arrived(String id) {
        switch (ids.begin(id)) {
            case NEW -> {}
            case DUPLICATE -> duplicates.increment();
            case REPEAT -> repeats.increment();
        }
    }

    void reset() {
        ids.forget();
        peak.set(active.get());
        received.reset();
        completed.reset();
        cancelled.reset();
        broken.reset();
        duplicates.reset();
        repeats.reset();
    }

    void write(JsonGenerator json) {
        json.writeNumberProperty("received", received.sum());
        json.writeNumberProperty("running", active.get());
        json.writeNumberProperty("completed", completed.sum());
        json.writeNumberProperty("cancelled", cancelled.sum());
        json.writeNumberProperty("broken", broken.sum());
        json.writeNumberProperty("peak_running", peak.get());
        json.writeNumberProperty("duplicates", duplicates.sum());
        json.writeNumberProperty("repeats", repeats.sum());
    }
}
