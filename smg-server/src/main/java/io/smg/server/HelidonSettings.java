package io.smg.server;

import io.helidon.config.Config;
import io.helidon.service.registry.ExistingInstanceDescriptor;
import io.helidon.service.registry.ServiceRegistryConfig;
import io.helidon.service.registry.ServiceRegistryManager;
import io.helidon.service.registry.Services;
import java.util.List;

/**
 * What Helidon's parts find when they ask for their configuration: nothing, whatever lies in the working directory. Nor
 * is there anything else in their registry: to look through all modules for what could be takes a third of a start, and
 * what the gateway is made of it says itself.
 */
final class HelidonSettings {

    private HelidonSettings() {}

    /** To be called once, before any part of Helidon is made. */
    @SuppressWarnings("removal") // the fault tolerance asks for the older kind of configuration
    static void fix() {
        ExistingInstanceDescriptor<Config> nothing = ExistingInstanceDescriptor.create(
                Config.empty(), List.of(Config.class, io.helidon.common.config.Config.class), 1);
        ServiceRegistryConfig registry = ServiceRegistryConfig.builder()
                .discoverServices(false)
                .discoverServicesFromServiceLoader(false)
                .addServiceDescriptor(nothing)
                .build();
        Services.registry(ServiceRegistryManager.create(registry).registry());
    }
}
