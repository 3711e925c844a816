package io.smg.server.worker;

import io.smg.server.config.BreakerConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Leaves a worker alone whose answers fail. Thread-safe.
 *
 * <p>Closed, it lets every request through and counts failures in a row; at the threshold it opens. Open, it lets none
 * through until its timeout has passed, or the worker was found to be away and well again. Then it is half open: one request at a time is let through as a probe; so many
 * successes in a row close it, one failure opens it again. What comes of a request that was let through before the
 * last change of state says nothing about the present one and is passed over.
 */
public final class CircuitBreaker {

    /** What a breaker does with requests. */
    public enum State {
        /** Lets them through. */
        CLOSED,
        /** Lets none through. */
        OPEN,
        /** Lets one through at a time. */
        HALF_OPEN
    }

    /** Is told of changes; called while the breaker is locked, so it must be short. */
    @FunctionalInterface
    public interface Listener {

        /** The breaker went from one state to another. */
        void changed(State from, State to);
    }

    private final BreakerConfig config;
    private final LongSupplier nanoTime;
    private final Listener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile State state = State.CLOSED;

    /** How often each change of state has happened. */
    private final Map<Transition, LongAdder> transitions = new ConcurrentHashMap<>();

    /** Counts changes of state, so that old outcomes can be told from new ones. */
    private final AtomicInteger era = new AtomicInteger();

    /** Failures in a row while closed; successes in a row while half open. */
    private final AtomicInteger streak = new AtomicInteger();

    private volatile long openedAt;
    private volatile boolean probing;

    /**
     * A closed breaker.
     *
     * @param nanoTime a monotonic clock
     * @param listener told of changes of state
     */
    public CircuitBreaker(BreakerConfig config, LongSupplier nanoTime, Listener listener) {
        this.config = config;
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /** What the breaker does now; an open one whose timeout has passed stays open until a request comes. */
    public State state() {
        return state;
    }

    /** How often the breaker has gone from one state to another. */
    public long transitions(State from, State to) {
        LongAdder count = transitions.get(new Transition(from, to));
        return count == null ? 0 : count.sum();
    }

    private record Transition(State from, State to) {}

    /** Whether a request would be let through now. */
    public boolean admits() {
        return switch (state) {
            case CLOSED -> true;
            case OPEN -> hasTimedOut();
            case HALF_OPEN -> !probing;
        };
    }

    /**
     * Asks to be let through.
     *
     * @return a pass, to be closed when the request is over; nothing if the breaker does not let it through
     */
    Optional<Pass> enter() {
        if (state == State.CLOSED) {
            return Optional.of(new Pass(era.get(), false));
        }
        lock.lock();
        try {
            if (state == State.OPEN && hasTimedOut()) {
                change(State.HALF_OPEN);
            }
            return switch (state) {
                case CLOSED -> Optional.of(new Pass(era.get(), false));
                case OPEN -> Optional.empty();
                case HALF_OPEN -> probe();
            };
        } finally {
            lock.unlock();
        }
    }

    /** The worker was away and has come back: it need not wait for the timeout to be tried. */
    void workerCameBack() {
        lock.lock();
        try {
            if (state == State.OPEN) {
                change(State.HALF_OPEN);
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<Pass> probe() {
        if (probing) {
            return Optional.empty();
        }
        probing = true;
        return Optional.of(new Pass(era.get(), true));
    }

    private void noteProbeSuccess() {
        if (streak.incrementAndGet() >= config.successThreshold()) {
            change(State.CLOSED);
        }
    }

    private void endStreak() {
        if (state == State.CLOSED) {
            streak.set(0);
        }
    }

    private void noteFailure() {
        switch (state) {
            case CLOSED -> {
                if (streak.incrementAndGet() >= config.failureThreshold()) {
                    open();
                }
            }
            case HALF_OPEN -> open();
            case OPEN -> {
                // It can't get worse.
            }
        }
    }

    private void open() {
        openedAt = nanoTime.getAsLong();
        change(State.OPEN);
    }

    private void change(State to) {
        State from = state;
        era.incrementAndGet();
        streak.set(0);
        probing = false;
        state = to;
        transitions
                .computeIfAbsent(new Transition(from, to), t -> new LongAdder())
                .increment();
        listener.changed(from, to);
    }

    private boolean hasTimedOut() {
        Duration open = Duration.ofNanos(nanoTime.getAsLong() - openedAt);
        return open.compareTo(config.timeout()) >= 0;
    }

    /**
     * One request that was let through. What is not said of it leaves the breaker as it was. Used by the request's
     * thread alone.
     */
    final class Pass implements AutoCloseable {

        private final int bornIn;
        private boolean probes;

        private Pass(int bornIn, boolean probes) {
            this.bornIn = bornIn;
            this.probes = probes;
        }

        /** A good answer has begun, which is all that is asked of a probe: the next one may go. */
        void answered() {
            if (probes) {
                endProbe(CircuitBreaker.this::noteProbeSuccess);
            }
        }

        /** A good answer is complete, which ends a row of failures. */
        void completed() {
            if (streak.get() > 0 && state == State.CLOSED) {
                inItsEra(CircuitBreaker.this::endStreak);
            }
        }

        /** The request failed. */
        void failed() {
            if (config.mode() == BreakerConfig.Mode.ON) {
                inItsEra(CircuitBreaker.this::noteFailure);
            }
        }

        @Override
        public void close() {
            if (probes) {
                endProbe(() -> {});
            }
        }

        private void endProbe(Runnable conclusion) {
            probes = false;
            inItsEra(() -> {
                probing = false;
                conclusion.run();
            });
        }

        private void inItsEra(Runnable note) {
            lock.lock();
            try {
                if (bornIn == era.get()) {
                    note.run();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
