package io.smg.policy.cacheaware;

import io.smg.api.Worker;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The workers that an index knows, by id and by number. The number of one that left goes to a later one, so that numbers
 * stay as small as the pool. Immutable.
 */
final class Members {

    private static final int MOST = Character.MAX_VALUE;

    private final Map<String, WorkerBlocks> byId;
    private final @Nullable String[] ids;

    private Members(Map<String, WorkerBlocks> byId) {
        this.byId = byId;
        int numbers =
                byId.values().stream().mapToInt(WorkerBlocks::number).max().orElse(-1) + 1;
        ids = new @Nullable String[numbers];
        byId.forEach((id, blocks) -> ids[blocks.number()] = id);
    }

    /** No workers. */
    static Members none() {
        return new Members(Map.of());
    }

    /** One more than the greatest number in use. */
    int numbers() {
        return ids.length;
    }

    /** The id of the worker that has a number, if there is one. */
    Optional<String> id(char number) {
        return number < ids.length ? Optional.ofNullable(ids[number]) : Optional.empty();
    }

    /** What is believed of a worker, if it is a member. */
    Optional<WorkerBlocks> of(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Those members that are not members of the other. */
    List<WorkerBlocks> without(Members other) {
        return byId.entrySet().stream()
                .filter(entry -> !other.byId.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** These workers: members with what is believed of them, others new; no more than there are numbers for. */
    Members changedTo(Collection<Worker> workers, Newcomer newcomer) {
        BitSet taken = new BitSet();
        byId.values().forEach(blocks -> taken.set(blocks.number()));
        Map<String, WorkerBlocks> changed = HashMap.newHashMap(workers.size());
        for (Worker worker : workers) {
            WorkerBlocks known = byId.get(worker.id());
            int free = taken.nextClearBit(0);
            if (known != null) {
                changed.put(worker.id(), known);
            } else if (free < MOST && !changed.containsKey(worker.id())) {
                taken.set(free);
                changed.put(worker.id(), newcomer.take((char) free));
            }
        }
        return new Members(changed);
    }

    /** Takes in a worker that was not known before. */
    @FunctionalInterface
    interface Newcomer {

        /** What is believed of the worker, which has this number from now on. */
        WorkerBlocks take(char number);
    }
}
