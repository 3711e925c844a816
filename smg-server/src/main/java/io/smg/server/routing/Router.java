package io.smg.server.routing;

import io.smg.api.Outcome;
import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicyProvider;
import io.smg.api.RoutingRequest;
import io.smg.api.Worker;
import io.smg.server.worker.Backend;
import io.smg.server.worker.WorkerRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * Knows the pool of each model, and lets the pool's policy choose. Pools follow the registry, which calls one change at
 * a time; everything else is thread-safe.
 */
public final class Router implements WorkerRegistry.Listener, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Router.class.getName());

    /** What clients name when any model will do. */
    private static final String UNKNOWN = "unknown";

    private final RoutingPolicyProvider provider;
    private final Map<String, String> options;
    private final Map<String, Pool> pools = new ConcurrentHashMap<>();
    private final Pool everybody;
    private final Pool undeclared;
    private volatile List<Backend> workers = List.of();

    /**
     * A router without workers.
     *
     * @param provider the policy to use
     * @param options what was given with {@code --policy-option}
     * @throws IllegalArgumentException if the policy can't use the options
     */
    public Router(RoutingPolicyProvider provider, Map<String, String> options) {
        this.provider = provider;
        this.options = Map.copyOf(options);
        this.everybody = newPool("");
        this.undeclared = newPool("");
    }

    /**
     * The workers that may serve a model.
     *
     * @param model the model's id; empty or {@code "unknown"} for any
     * @return the pool, or nothing if no worker knows the model and all have said what they serve
     */
    public Optional<Pool> pool(String model) {
        if (model.isEmpty() || model.equals(UNKNOWN)) {
            return Optional.of(everybody);
        }
        boolean mayBeUndeclared = !undeclared.members().isEmpty(); // Asked first: workers go from there to the pools.
        Pool pool = pools.get(model);
        if (pool != null) {
            return Optional.of(pool);
        }
        return mayBeUndeclared ? Optional.of(undeclared) : Optional.empty();
    }

    /**
     * Chooses a worker. It is looked for twice, as in {@link #hasOther}: those that have just said what they serve may
     * leave the pool of those that have not between the look for a pool and the look into it.
     *
     * @param tried workers that this request was sent to before; taken again only if no other can take it
     * @return the choice, or nothing if no worker that may serve the model can take a request
     */
    public Optional<Choice> choose(RoutingRequest request, Set<Worker> tried) {
        return chooseNow(request, tried).or(() -> chooseNow(request, tried));
    }

    /** Whether a worker that was not tried yet could take a request. */
    public boolean hasOther(RoutingRequest request, Set<Worker> tried) {
        return otherNow(request, tried).or(() -> otherNow(request, tried)).isPresent();
    }

    /** Tells the policy that chose how a request ended. */
    public void completed(Choice choice, RoutingRequest request, Outcome outcome) {
        try {
            choice.pool().policy().completed(request, choice.decision(), outcome);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "policy " + provider.name() + " failed on an outcome", e);
        }
    }

    @Override
    public void workersChanged(List<Backend> now) {
        workers = now;
        refresh();
    }

    @Override
    public void stateChanged(Backend worker) {
        refresh();
    }

    /** Ends the policies. */
    @Override
    public void close() {
        pools.values().forEach(pool -> pool.policy().close());
        everybody.policy().close();
        undeclared.policy().close();
    }

    private Optional<Choice> chooseNow(RoutingRequest request, Set<Worker> tried) {
        return pool(request.model()).flatMap(pool -> {
            List<Worker> candidates = Candidates.of(pool.ready(), tried);
            return candidates.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Choice.of(pool, select(pool, request, candidates)));
        });
    }

    private Optional<Backend> otherNow(RoutingRequest request, Set<Worker> tried) {
        return pool(request.model()).flatMap(pool -> pool.ready().stream()
                .filter(worker -> worker.admits() && !tried.contains(worker))
                .findFirst());
    }

    private void refresh() {
        List<Backend> all = workers;
        Set<String> models = all.stream().flatMap(w -> w.models().stream()).collect(Collectors.toSet());
        everybody.update(all);
        models.forEach(model -> refresh(model, all));
        // After the pools, so that no request finds a worker in neither.
        undeclared.update(all.stream().filter(w -> w.cards().isEmpty()).toList());
        pools.values().stream().filter(pool -> !models.contains(pool.model())).forEach(this::drop);
    }

    /** A new pool is seen once it has its members. */
    private void refresh(String model, List<Backend> all) {
        Pool known = pools.get(model);
        Pool pool = known == null ? newPool(model) : known;
        pool.update(all);
        pools.put(model, pool);
    }

    private void drop(Pool pool) {
        pools.remove(pool.model());
        pool.policy().close();
    }

    private Pool newPool(String model) {
        return new Pool(model, provider.create(new PoolContext(model, options)));
    }

    /** A policy that throws, or answers with a stranger, costs this request its policy, not its answer. */
    private RoutingDecision select(Pool pool, RoutingRequest request, List<Worker> candidates) {
        try {
            RoutingDecision decision = pool.policy().select(request, candidates);
            if (candidates.contains(decision.worker())) {
                return decision;
            }
            LOG.log(System.Logger.Level.WARNING, "policy {0} chose a worker that is no candidate", provider.name());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "policy " + provider.name() + " failed", e);
        }
        Worker random = candidates.get(ThreadLocalRandom.current().nextInt(candidates.size()));
        return RoutingDecision.of(random, "policy-failed");
    }
}
