package io.smg.sim.load;

import java.util.EnumMap;
import java.util.Map;

/** What became of requests. Not thread-safe: each asker has one of its own, and they are added up at the end. */
final class Tally {

    final Histogram latency = new Histogram();
    final Histogram firstByte = new Histogram();
    final Histogram lateness = new Histogram();
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private long misplaced;

    void add(Outcome outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
    }

    /** Notes an event out of its order, or one that is missing. */
    void addMisplaced() {
        misplaced++;
    }

    void add(Tally other) {
        latency.add(other.latency);
        firstByte.add(other.firstByte);
        lateness.add(other.lateness);
        other.outcomes.forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
        misplaced += other.misplaced;
    }

    long count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    long requests() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The events that came in streams. */
    long events() {
        return lateness.count();
    }

    long misplaced() {
        return misplaced;
    }

    /** Whether every answer was right, and there was one. */
    boolean isRight() {
        return misplaced == 0 && requests() > 0 && requests() == count(Outcome.OK);
    }
}
