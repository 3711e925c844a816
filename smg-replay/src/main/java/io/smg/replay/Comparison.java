package io.smg.replay;

import static java.util.stream.Collectors.joining;

import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingPolicyProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Plays one trace to several policies, one after the other. The same options give the same result. For one thread. */
final class Comparison {

    private final ReplayOptions options;
    private final List<RoutingPolicyProvider> installed;
    private final LongSupplier nanoTime;

    /**
     * A comparison that has not begun.
     *
     * @param options what is to be compared
     * @param installed the policies that there are
     * @param nanoTime the time
     * @throws UnusableException if one of the policies is not installed
     */
    Comparison(ReplayOptions options, List<RoutingPolicyProvider> installed, LongSupplier nanoTime)
            throws UnusableException {
        this.options = options;
        this.installed = List.copyOf(installed);
        this.nanoTime = nanoTime;
        for (PolicyChoice choice : options.policies()) {
            provider(choice.name());
        }
    }

    /** How many requests are played in all. */
    long size(Trace trace) {
        return (long) trace.requests().size() * options.policies().size();
    }

    /**
     * Plays the trace.
     *
     * @param watch says whether to go on
     * @throws UnusableException if a policy can't use its options
     */
    Report of(Trace trace, ComparisonWatch watch) throws UnusableException {
        Trace retimed = trace.retimed(options.jitter(), options.speedup(), new Random(options.seed()));
        List<Result> results = new ArrayList<>();
        for (PolicyChoice choice : options.policies()) {
            if (results.stream().allMatch(Result::isComplete)) {
                long before = (long) results.size() * trace.requests().size();
                results.add(play(choice, retimed, count -> watch.goesOn(before + count, choice)));
            }
        }
        return new Report(options, trace.requests().size(), results);
    }

    private Result play(PolicyChoice choice, Trace trace, Watch watch) throws UnusableException {
        long begun = nanoTime.getAsLong();
        VirtualContext context = new VirtualContext(choice.options(), new AtomicLong(), new Random(options.seed()));
        try (RoutingPolicy policy = create(choice, context)) {
            Replay replay = new Replay(policy, context, options.fleet(), watch);
            replay.play(trace);
            Measured measured = replay.measured();
            boolean isComplete = measured.count() == trace.requests().size();
            return new Result(
                    choice, measured, replay.skew(), isComplete, Duration.ofNanos(nanoTime.getAsLong() - begun));
        }
    }

    private RoutingPolicy create(PolicyChoice choice, VirtualContext context) throws UnusableException {
        try {
            return provider(choice.name()).create(context);
        } catch (IllegalArgumentException e) {
            throw new UnusableException("--policy-option: " + choice.label() + " is no use: " + e.getMessage());
        }
    }

    private RoutingPolicyProvider provider(String name) throws UnusableException {
        String names = installed.stream().map(RoutingPolicyProvider::name).collect(joining(", "));
        return installed.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new UnusableException("--policy: '" + name + "' must be an installed policy: " + names));
    }

    /** Looks on while policies are being compared. */
    @FunctionalInterface
    interface ComparisonWatch {

        /**
         * Whether the comparison is to go on.
         *
         * @param answered how many requests have got their first token so far, those of earlier policies included
         * @param policy the policy that is being tried
         */
        boolean goesOn(long answered, PolicyChoice policy);
    }
}
