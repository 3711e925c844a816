package io.smg.k8s;

import io.smg.api.DiscoveryContext;
import io.smg.api.WorkerDiscovery;
import io.smg.api.WorkerDiscoveryProvider;

/** Provides {@code --service-discovery}. */
public final class KubernetesDiscoveryProvider implements WorkerDiscoveryProvider {

    static final String NAME = "kubernetes";

    /** Called when providers are looked for. */
    public KubernetesDiscoveryProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public WorkerDiscovery create(DiscoveryContext context) {
        return new KubernetesDiscovery(context, () -> ApiServer.connect(context));
    }
}
