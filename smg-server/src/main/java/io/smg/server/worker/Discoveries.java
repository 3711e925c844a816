package io.smg.server.worker;

import io.smg.api.DiscoveryContext;
import io.smg.api.WorkerDiscovery;
import io.smg.api.WorkerDiscoveryProvider;
import io.smg.server.config.KubernetesConfig;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Finds the sources of workers that are installed. */
public final class Discoveries {

    private static final String KUBERNETES = "kubernetes";

    private static final RandomGenerator RANDOM =
            () -> ThreadLocalRandom.current().nextLong();

    private Discoveries() {}

    /** A source of the pods that a configuration asks for; empty if the image has none. */
    public static Optional<WorkerDiscovery> kubernetes(KubernetesConfig config) {
        return kubernetes(
                ServiceLoader.load(WorkerDiscoveryProvider.class, Discoveries.class.getClassLoader()), config);
    }

    /** The same, of these that are installed; none is constructed before it is looked at. */
    static Optional<WorkerDiscovery> kubernetes(Iterable<WorkerDiscoveryProvider> installed, KubernetesConfig config) {
        return find(installed).map(provider -> provider.create(new Context(config)));
    }

    private static Optional<WorkerDiscoveryProvider> find(Iterable<WorkerDiscoveryProvider> installed) {
        for (WorkerDiscoveryProvider provider : installed) {
            if (provider.name().equals(KUBERNETES)) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }

    /**
     * What a source is told.
     *
     * @param config what the operator chose
     */
    private record Context(KubernetesConfig config) implements DiscoveryContext {

        @Override
        public Map<String, String> selector() {
            return config.selector();
        }

        @Override
        public Optional<String> namespace() {
            return config.namespace();
        }

        @Override
        public int port() {
            return config.port();
        }

        @Override
        public Optional<String> modelIdFrom() {
            return config.modelIdFrom();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public RandomGenerator random() {
            return RANDOM;
        }
    }
}
