package io.smg.policy.cacheaware;

import io.smg.api.Outcome;
import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingRequest;
import io.smg.api.Usage;
import io.smg.api.Worker;
import java.util.List;

/**
 * Routes by what the workers' prefix caches are believed to hold: every worker that was sent a prompt is believed to
 * hold it, until what it was sent since would have filled its cache. What workers report of cached tokens corrects the
 * belief about the size of their caches. Thread-safe.
 */
final class CacheAwarePolicy implements RoutingPolicy {

    private final Rule rule;
    private final BlockHashes hashes;
    private final PrefixIndex index;

    CacheAwarePolicy(Rule rule, BlockHashes hashes, PrefixIndex index) {
        this.rule = rule;
        this.hashes = hashes;
        this.index = index;
    }

    @Override
    public RoutingDecision select(RoutingRequest request, List<Worker> candidates) {
        String prompt = request.promptText();
        long[] chain = hashes.of(prompt, index.blocksPerWorker());
        int[] held = index.prefixes(chain, candidates);
        RoutingDecision decision = rule.choose(new Choices(candidates, held, prompt.length(), request.promptTokens()));
        index.remember(decision.worker(), chain);
        return decision;
    }

    @Override
    public void workersChanged(List<Worker> workers) {
        index.retain(workers);
    }

    @Override
    public void completed(RoutingRequest request, RoutingDecision decision, Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered) {
            answered.usage().ifPresent(usage -> learn(request, decision, usage));
        }
    }

    @Override
    public void close() {
        index.close();
    }

    /**
     * Compares what was cached with what was expected. The expectation is in whole blocks and in estimated tokens, so it
     * is first put on the scale of the tokens reported, and a difference of less than a block says nothing.
     */
    private void learn(RoutingRequest request, RoutingDecision decision, Usage usage) {
        int length = request.promptText().length();
        if (usage.cachedTokens().isEmpty() || request.promptTokens() == 0 || length < BlockHashes.BLOCK) {
            return;
        }
        double expected = (double) decision.cachedTokens() * usage.promptTokens() / request.promptTokens();
        double surplus = usage.cachedTokens().getAsInt() - expected;
        double block = (double) BlockHashes.BLOCK * usage.promptTokens() / length;
        if (surplus <= -block) {
            index.of(decision.worker()).ifPresent(WorkerBlocks::foundLess);
        } else if (surplus >= block) {
            index.of(decision.worker()).ifPresent(WorkerBlocks::foundMore);
        }
    }
}
