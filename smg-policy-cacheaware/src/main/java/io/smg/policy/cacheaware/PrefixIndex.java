package io.smg.policy.cacheaware;

import io.smg.api.Worker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which workers of a pool are believed to hold which blocks. Workers that the pool was not told of hold nothing.
 * Thread-safe; reads take no lock.
 */
final class PrefixIndex implements AutoCloseable {

    private final BlockTable table = new BlockTable();
    private final ReentrantLock membership = new ReentrantLock();
    private final int blocksPerWorker;
    private final Budget budget;
    private volatile Members members = Members.none();

    PrefixIndex(int blocksPerWorker, Budget budget) {
        this.blocksPerWorker = blocksPerWorker;
        this.budget = budget;
    }

    /** How many blocks a worker can hold at most. */
    int blocksPerWorker() {
        return blocksPerWorker;
    }

    /** For each of the workers, how many blocks of the chain, from its beginning, it is believed to hold. */
    int[] prefixes(long[] chain, List<Worker> workers) {
        int[] prefixes = new int[workers.size()];
        Map<String, Integer> holders = holders(chain);
        if (!holders.isEmpty()) {
            for (int i = 0; i < prefixes.length; i++) {
                prefixes[i] = holders.getOrDefault(workers.get(i).id(), 0);
            }
        }
        return prefixes;
    }

    /** The worker is sent a prompt of these blocks. */
    void remember(Worker worker, long[] chain) {
        if (chain.length > 0) {
            of(worker).ifPresent(blocks -> blocks.remember(chain));
            budget.settle();
        }
    }

    /** What is believed of a worker, if it belongs to the pool. */
    Optional<WorkerBlocks> of(Worker worker) {
        return members.of(worker.id());
    }

    /** Forgets all but these workers, and takes in those that are new. */
    void retain(List<Worker> workers) {
        membership.lock();
        try {
            Members before = members;
            Members after = before.changedTo(workers, this::admit);
            members = after;
            before.without(after).forEach(budget::dismiss);
        } finally {
            membership.unlock();
        }
    }

    @Override
    public void close() {
        retain(List.of());
    }

    /** The workers that hold the first block, each with the number of blocks it holds without a gap. */
    private Map<String, Integer> holders(long[] chain) {
        char[] first = chain.length == 0 ? WorkerSet.NONE : table.holders(chain[0]);
        if (first.length == 0) {
            return Map.of();
        }
        Members now = members;
        int[] reach = reach(chain, now.numbers());
        Map<String, Integer> holders = HashMap.newHashMap(first.length);
        for (char number : first) {
            now.id(number).ifPresent(id -> holders.put(id, reach[number]));
        }
        return holders;
    }

    /** How many blocks from the beginning of the chain each worker holds, by the worker's number. */
    private int[] reach(long[] chain, int numbers) {
        int[] reach = new int[numbers];
        boolean goesOn = true;
        for (int i = 0; goesOn && i < chain.length; i++) {
            goesOn = false;
            for (char number : table.holders(chain[i])) {
                if (number < numbers && reach[number] == i) {
                    reach[number] = i + 1;
                    goesOn = true;
                }
            }
        }
        return reach;
    }

    private WorkerBlocks admit(char number) {
        WorkerBlocks blocks = new WorkerBlocks(number, blocksPerWorker, table, budget);
        budget.admit(blocks);
        return blocks;
    }
}
