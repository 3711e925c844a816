package io.smg.replay;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * An engine in virtual time: whoever drives it asks when something happens next, and then lets it happen. For one
 * thread.
 *
 * <p>Requests that are being decoded all get their tokens at the same pace, so that what is kept is one count of steps,
 * and for each request the count at which it will have its last token.
 */
final class ModelledEngine {

    /** Is told what happens in an engine. */
    interface Listener {

        /** A request has got its first token. */
        void began(ModelledEngine engine, Turn turn);

        /** A request has got its last token. */
        void ended(ModelledEngine engine, Turn turn);
    }

    private static final long NEVER = Long.MAX_VALUE;

    private final EngineModel model;
    private final Listener listener;
    private final ModelledWorker worker;
    private final BlockCache cache;
    private final Queue<Turn> waiting = new ArrayDeque<>();
    private final PriorityQueue<Decoding> decoding = new PriorityQueue<>(Decoding.BY_END);
    private @Nullable Turn prefilling;
    private long prefillEnd = NEVER;
    private long prefillNanos;
    private double steps;
    private long stepsAt;
    private long started;
    private long nextEvent = NEVER;

    ModelledEngine(EngineModel model, ModelledWorker worker, Listener listener) {
        this.model = model;
        this.worker = worker;
        this.listener = listener;
        cache = new BlockCache(model.cacheBlocks());
    }

    /** How policies see it. */
    ModelledWorker worker() {
        return worker;
    }

    /** How much of the time it has been prefilling, in nanoseconds, ongoing prefills included to their end. */
    long prefillNanos() {
        return prefillNanos;
    }

    /** When something happens next, {@link Long#MAX_VALUE} if nothing will. */
    long nextEvent() {
        return nextEvent;
    }

    /** Takes a request. */
    void accept(Turn turn, long now) {
        waiting.add(turn);
        if (prefilling == null) {
            prefillNext(now);
            nextEvent = Math.min(prefillEnd, nextDecoded());
        }
    }

    /** Lets happen what happens next, whose time has come. */
    void happen(long now) {
        Turn turn = prefilling;
        if (turn != null && prefillEnd <= nextDecoded()) {
            prefilled(turn, now);
        } else {
            decoded(now);
        }
        nextEvent = Math.min(prefillEnd, nextDecoded());
    }

    private void prefilled(Turn turn, long now) {
        cache.store(turn.blocks());
        turn.began(now);
        listener.began(this, turn);
        if (turn.tokensToDecode() == 0) {
            listener.ended(this, turn);
        } else {
            advance(now);
            decoding.add(new Decoding(turn, steps + turn.tokensToDecode(), started++));
        }
        prefillNext(now);
    }

    private void prefillNext(long now) {
        Turn next = waiting.poll();
        prefilling = next;
        prefillEnd = NEVER;
        if (next != null) {
            next.foundCached(cache.match(next.blocks()));
            long nanos = model.prefillNanos(next.uncachedTokens());
            prefillNanos += nanos;
            prefillEnd = now + nanos;
        }
    }

    private void decoded(long now) {
        Decoding first = decoding.remove();
        steps = first.end();
        stepsAt = now;
        listener.ended(this, first.turn());
    }

    private void advance(long now) {
        steps += (double) (now - stepsAt) / EngineModel.stepNanos(decoding.size());
        stepsAt = now;
    }

    private long nextDecoded() {
        Decoding first = decoding.peek();
        if (first == null) {
            return NEVER;
        }
        double rest = (first.end() - steps) * EngineModel.stepNanos(decoding.size());
        return stepsAt + Math.max(0, (long) Math.ceil(rest));
    }

    /**
     * A request that has its first token, and when it will have its last.
     *
     * @param turn the request
     * @param end the count of steps at which it ends
     * @param order which of those that end at the same count ends first
     */
    private record Decoding(Turn turn, double end, long order) {

        static final Comparator<Decoding> BY_END =
                Comparator.comparingDouble(Decoding::end).thenComparingLong(Decoding::order);
    }
}
