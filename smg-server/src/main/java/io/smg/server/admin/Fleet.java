package io.smg.server.admin;

import io.smg.server.worker.Backend;
import io.smg.server.worker.ControlClient;
import io.smg.server.worker.WorkerRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Asks all workers one question, side by side, each within the client's deadline. Thread-safe. */
public final class Fleet {

    private static final int AT_ONCE = 32;

    private final WorkerRegistry registry;

    /** The workers of this registry. */
    public Fleet(WorkerRegistry registry) {
        this.registry = registry;
    }

    /**
     * What came of asking one worker.
     *
     * @param worker who was asked
     * @param reply what it said; of no meaning if it failed
     * @param error why there is no good reply, in a phrase without the worker's address; empty if there is one
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(Backend worker, byte[] reply, String error) {

        boolean isGood() {
            return error.isEmpty();
        }
    }

    /** Asks every worker; the answers are in the workers' order. */
    List<Answer> ask(Function<Backend, ControlClient.Reply> question) {
        Semaphore places = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> futures = new ArrayList<>();
            for (Backend worker : registry.workers()) {
                futures.add(threads.submit(() -> ask(worker, question, places)));
            }
            return futures.stream().map(Fleet::answer).toList();
        }
    }

    private static Answer ask(Backend worker, Function<Backend, ControlClient.Reply> question, Semaphore places) {
        places.acquireUninterruptibly();
        try {
            ControlClient.Reply reply = question.apply(worker);
            return new Answer(worker, reply.body(), reply.isGood() ? "" : "status " + reply.status());
        } catch (RuntimeException e) {
            return new Answer(worker, new byte[0], e.getClass().getSimpleName());
        } finally {
            places.release();
        }
    }

    private static Answer answer(Future<Answer> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while workers were asked", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a worker could not be asked", e);
        }
    }
}
