/** The smg inference gateway. It exports nothing: plug-ins see {@code io.smg.api} alone. */
@org.jspecify.annotations.NullMarked
module io.smg.server {
    requires static org.jspecify;
    requires info.picocli;
    requires io.helidon.config;
    requires io.helidon.faulttolerance;
    requires io.helidon.health;
    requires io.helidon.metrics.api;
    requires io.helidon.service.registry;
    requires io.helidon.webclient;
    requires io.helidon.webserver;
    requires io.smg.api;
    requires java.logging;
    requires java.management;
    requires jdk.unsupported; // signals
    requires org.yaml.snakeyaml;
    requires tools.jackson.core;

    uses io.smg.api.RoutingPolicyProvider;
    uses io.smg.api.Subcommand;
    uses io.smg.api.WorkerDiscoveryProvider;
}
