package io.smg.policy.roundrobin;

import static java.util.stream.Collectors.toSet;

import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingRequest;
import io.smg.api.Worker;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Strict rotation: the candidate whose last turn was longest ago is next.
 *
 * <p>Turns are numbered from one counter, and each worker carries the number of its last one; those that have had none
 * come first, in the order of the candidates. While the candidates stay the same this is plain rotation. A position in
 * the list of candidates would shift whenever the list does, so that a worker could be passed over for good; here a
 * worker that comes, goes or is left out of some calls changes nobody else's place, and between two turns of one
 * candidate every other that was there throughout has exactly one.
 *
 * <p>Lock-free: a turn is taken by compare-and-set on the worker's number. Numbers only grow, so a number that is still
 * what it was when it was the least is the least now. Thread-safe.
 */
final class RoundRobinPolicy implements RoutingPolicy {

    private final AtomicLong turns = new AtomicLong();
    private final ConcurrentMap<String, AtomicLong> lastTurns = new ConcurrentHashMap<>();

    @Override
    public RoutingDecision select(RoutingRequest request, List<Worker> candidates) {
        Place place = longestAgo(candidates);
        while (!place.takeTurn(turns.incrementAndGet())) {
            place = longestAgo(candidates);
        }
        return RoutingDecision.of(place.worker(), "next-in-turn");
    }

    @Override
    public void workersChanged(List<Worker> workers) {
        lastTurns.keySet().retainAll(workers.stream().map(Worker::id).collect(toSet()));
    }

    private Place longestAgo(List<Worker> candidates) {
        Place next = placeOf(candidates.getFirst());
        for (Worker candidate : candidates) {
            Place place = placeOf(candidate);
            if (place.turn() < next.turn()) {
                next = place;
            }
        }
        return next;
    }

    private Place placeOf(Worker worker) {
        AtomicLong lastTurn = lastTurns.get(worker.id());
        if (lastTurn == null) {
            // Only now: computeIfAbsent may lock even where the key is present.
            lastTurn = lastTurns.computeIfAbsent(worker.id(), id -> new AtomicLong());
        }
        return new Place(worker, lastTurn, lastTurn.get());
    }

    /**
     * A candidate's place in the rotation at one moment.
     *
     * @param worker the candidate
     * @param lastTurn where the number of its last turn stands
     * @param turn that number when it was read; zero if it had none
     */
    private record Place(Worker worker, AtomicLong lastTurn, long turn) {

        boolean takeTurn(long next) {
            return lastTurn.compareAndSet(turn, next);
        }
    }
}
