package io.smg.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.WorkerDiscovery;
import io.smg.api.WorkerSpec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KubernetesDiscoveryTest {

    private final ScriptedCluster cluster = new ScriptedCluster();

    @Test
    void followsAClusterUntilItIsClosed() throws InterruptedException {
        BlockingQueue<List<WorkerSpec>> sets = new LinkedBlockingQueue<>();
        cluster.shows(Pods.ready("a", "10.0.0.1"));
        WorkerDiscovery discovery = new KubernetesDiscovery(new FixedContext(), cluster::connect);
        boolean before = discovery.isCurrent();
        discovery.start(sets::add);
        List<WorkerSpec> first =
                Optional.ofNullable(sets.poll(10, TimeUnit.SECONDS)).orElseThrow();
        Cluster.Watcher watch = cluster.watcher();
        while (!discovery.isCurrent()) {
            Thread.onSpinWait();
        }
        discovery.close();
        sets.clear();
        watch.seen(Pods.ready("b", "10.0.0.2"));

        assertThat(before).isFalse();
        assertThat(first).extracting(WorkerSpec::identity).containsExactly("a@10.0.0.1:7000");
        assertThat(discovery.isCurrent()).isFalse();
        assertThat(sets).isEmpty();
        assertThat(cluster.open()).isZero();
    }

    @Test
    void isMadeByItsProviderWithoutLookingForACluster() {
        KubernetesDiscoveryProvider provider = new KubernetesDiscoveryProvider();
        try (WorkerDiscovery discovery = provider.create(new FixedContext())) {
            assertThat(provider.name()).isEqualTo("kubernetes");
            assertThat(discovery.source()).isEqualTo("kubernetes");
            assertThat(discovery.isCurrent()).isFalse();
        }
    }
}
