package io.smg.server.exchange;

import io.smg.api.Worker;
import io.smg.server.config.RetryConfig;
import io.smg.server.upstream.FailureKind;
import io.smg.server.upstream.SendResult;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The attempts at one request: which workers were tried, what the last of them answered, and whether there may be
 * another attempt. Used by the request's thread alone.
 *
 * <p>An attempt that no worker has answered a byte of costs no worker anything: the request may go to each other worker
 * once. One that was answered counts, and another needs a part of the budget.
 */
final class Attempts implements AutoCloseable {

    private final Retries retries;
    private final RetryConfig config;
    private Set<Worker> tried = Set.of();
    private Optional<HeldAnswer> lastAnswer = Optional.empty();
    private int answered;
    private int again;
    private boolean hasBudget;

    Attempts(Retries retries) {
        this.retries = retries;
        this.config = retries.config();
    }

    /** The workers that have been tried. */
    Set<Worker> tried() {
        return tried;
    }

    /** The last answer, which is passed on if none better comes. */
    Optional<HeldAnswer> lastAnswer() {
        return lastAnswer;
    }

    /** Notes that a worker has been tried, and was no use. */
    void note(Worker worker) {
        Set<Worker> more = HashSet.newHashSet(tried.size() + 1);
        more.addAll(tried);
        more.add(worker);
        tried = more;
    }

    /** Keeps an answer in case that none better comes. */
    void hold(Optional<HeldAnswer> answer) {
        lastAnswer = answer;
    }

    /**
     * Whether a request that got no answer may be sent to another worker.
     *
     * @param hasOther whether there is one that was not tried
     */
    boolean mayGoElsewhere(SendResult.Failed failure, boolean hasOther) {
        boolean untouched = failure.kind() == FailureKind.UNREACHABLE || failure.kind() == FailureKind.CLOSED;
        return untouched && hasOther && config.maxAttempts() > 1;
    }

    /** Whether a request whose answer was no use may be sent again; if so, a part of the budget is taken for it. */
    boolean mayRetry() {
        answered++;
        releaseBudget();
        hasBudget = answered < config.maxAttempts() && retries.tryTake();
        return hasBudget;
    }

    /** How long to wait before the same worker is asked again; longer each time. */
    Duration nextBackoff() {
        double longest = (double) config.maxBackoff().toNanos();
        double nanos = (double) config.initialBackoff().toNanos() * Math.pow(config.multiplier(), again);
        again++;
        double jitter = 1 + config.jitter() * ThreadLocalRandom.current().nextDouble(-1, 1);
        return Duration.ofNanos((long) (Math.min(nanos, longest) * jitter));
    }

    @Override
    public void close() {
        releaseBudget();
        retries.end();
    }

    private void releaseBudget() {
        if (hasBudget) {
            hasBudget = false;
            retries.giveBack();
        }
    }
}
