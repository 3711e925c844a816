package io.smg.server.worker;

import io.smg.api.WorkerDiscovery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** The sources that are followed: how much each of them sees, and since when nothing was heard of it. Thread-safe. */
public final class Sources {

    private final LongSupplier nanoTime;
    private final List<WorkerDiscovery> followed = new CopyOnWriteArrayList<>();
    private final Map<String, Word> lastWords = new ConcurrentHashMap<>();

    /**
     * What a source has said last.
     *
     * @param workers how many workers it sees
     * @param at when it said so, on the clock's scale
     */
    private record Word(int workers, long at) {}

    /**
     * How things are with a source.
     *
     * @param source its name
     * @param workers how many workers it sees
     * @param isCurrent whether it sees them now, or has lost sight
     * @param age how long ago it said so last; empty if it never has
     */
    public record State(String source, int workers, boolean isCurrent, Optional<Duration> age) {}

    Sources(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** All sources, in the order in which they were followed. */
    public List<State> states() {
        return followed.stream().map(this::state).toList();
    }

    /** How things are with a source; empty if it is not followed. */
    public Optional<State> find(String source) {
        return states().stream().filter(state -> state.source().equals(source)).findFirst();
    }

    void add(WorkerDiscovery discovery) {
        followed.add(discovery);
    }

    void heard(String source, int workers) {
        lastWords.put(source, new Word(workers, nanoTime.getAsLong()));
    }

    private State state(WorkerDiscovery discovery) {
        Optional<Word> word = Optional.ofNullable(lastWords.get(discovery.source()));
        return new State(
                discovery.source(),
                word.map(Word::workers).orElse(0),
                word.isPresent() && discovery.isCurrent(),
                word.map(last -> Duration.ofNanos(nanoTime.getAsLong() - last.at())));
    }
}
