package io.smg.server.routing;

import io.smg.api.RoutingPolicy;
import io.smg.server.worker.Backend;
import java.util.List;

/**
 * The workers that may serve one model, and the policy that chooses among them. Thread-safe: members and candidates are
 * immutable snapshots.
 */
public final class Pool {

    private static final System.Logger LOG = System.getLogger(Pool.class.getName());

    private final String model;
    private final RoutingPolicy policy;
    private final TokenSize tokenSize = new TokenSize();
    private volatile List<Backend> members = List.of();
    private volatile List<Backend> ready = List.of();

    Pool(String model, RoutingPolicy policy) {
        this.model = model;
        this.policy = policy;
    }

    /** The model; empty for the pool of all workers. */
    public String model() {
        return model;
    }

    /** How many tokens a body of that size is likely to be for the model. */
    public int tokensIn(int bodyBytes) {
        return tokenSize.tokensIn(bodyBytes);
    }

    /** Takes note of how many tokens a body of that size was. */
    public void noteTokens(int bodyBytes, int promptTokens) {
        tokenSize.note(bodyBytes, promptTokens);
    }

    /** All workers of the pool, ready or not. */
    public List<Backend> members() {
        return members;
    }

    /** Those that are well, in stable order. */
    public List<Backend> ready() {
        return ready;
    }

    RoutingPolicy policy() {
        return policy;
    }

    /** Takes over the present state of the workers. */
    void update(List<Backend> workers) {
        List<Backend> before = members;
        members = workers.stream()
                .filter(worker -> model.isEmpty() || worker.mayServe(model))
                .toList();
        ready = members.stream().filter(Backend::isRoutable).toList();
        if (!members.equals(before)) {
            tell(members);
        }
    }

    /** A policy that fails on its workers chooses among them all the same. */
    private void tell(List<Backend> workers) {
        try {
            policy.workersChanged(List.copyOf(workers));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the policy failed on a change of the workers", e);
        }
    }
}
