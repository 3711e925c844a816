package io.smg.server;

import io.helidon.config.Config;
import io.helidon.service.registry.Services;

/** What Helidon's parts find when they ask for their configuration: nothing, whatever lies in the working directory. */
final class HelidonSettings {

    private HelidonSettings() {}

    /** To be called once, before any part of Helidon is made. */
    static void fix() {
        Services.set(Config.class, Config.empty());
    }
}
