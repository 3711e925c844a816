package io.smg.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.DiscoveryContext;
import io.smg.api.WorkerDiscovery;
import io.smg.api.WorkerDiscoveryProvider;
import io.smg.api.WorkerSpec;
import io.smg.server.config.KubernetesConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DiscoveriesTest {

    private static final KubernetesConfig CONFIG =
            new KubernetesConfig(Map.of("app", "engine"), Optional.of("*"), 7000, Optional.of("namespace"));

    private final Provider kubernetes = new Provider("kubernetes");
    private final Provider other = new Provider("other");

    @Test
    void areNoneWhereNoneIsInstalled() {
        assertThat(Discoveries.kubernetes(CONFIG)).isEmpty();
        assertThat(Discoveries.kubernetes(List.of(other), CONFIG)).isEmpty();
        assertThat(other.contexts).isEmpty();
    }

    @Test
    void areFoundByTheirNameAndToldWhatToLookFor() {
        Optional<WorkerDiscovery> found = Discoveries.kubernetes(List.of(other, kubernetes), CONFIG);
        DiscoveryContext context = kubernetes.contexts.getFirst();

        assertThat(found).isPresent();
        assertThat(context.selector()).isEqualTo(Map.of("app", "engine"));
        assertThat(context.namespace()).contains("*");
        assertThat(context.port()).isEqualTo(7000);
        assertThat(context.modelIdFrom()).contains("namespace");
        assertThat(context.nanoTime()).isLessThanOrEqualTo(System.nanoTime());
        assertThat(context.random().nextLong()).isNotEqualTo(context.random().nextLong());
    }

    /**
     * Provides a source that finds nothing.
     *
     * @param name its name
     * @param contexts what it was told
     */
    private record Provider(String name, List<DiscoveryContext> contexts) implements WorkerDiscoveryProvider {

        Provider(String name) {
            this(name, new ArrayList<>());
        }

        @Override
        public WorkerDiscovery create(DiscoveryContext context) {
            contexts.add(context);
            return new WorkerDiscovery() {
                @Override
                public String source() {
                    return name;
                }

                @Override
                public void start(Consumer<List<WorkerSpec>> sink) {}

                @Override
                public void close() {}
            };
        }
    }
}
