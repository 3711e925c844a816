package io.smg.e2e;

import io.smg.distribution.Engines;
import io.smg.distribution.Gateway;
import io.smg.distribution.Image;
import java.net.URI;

/**
 * Simulated engines with a gateway in front of them, each in a process of its own.
 *
 * @param engines the engines, which serve {@link #MODEL}
 * @param gateway the gateway
 */
record Deployment(Engines engines, Gateway gateway) implements AutoCloseable {

    /** The model that all engines serve. */
    static final String MODEL = "tiny";

    /** Starts two engines and a gateway with further options, and waits until it is ready. */
    static Deployment start(String... options) throws InterruptedException {
        return start(Built.IMAGE, options);
    }

    /** Starts two engines and a gateway of an image with further options, and waits until it is ready. */
    static Deployment start(Image image, String... options) throws InterruptedException {
        Engines engines = Engines.start(Built.SIMULATOR, 2, "--model", MODEL);
        try {
            return new Deployment(engines, Gateway.start(image, engines.urls(), options));
        } catch (IllegalStateException | InterruptedException e) {
            engines.close();
            throw e;
        }
    }

    /** Where clients reach the gateway. */
    URI url() {
        return gateway.url();
    }

    @Override
    public void close() {
        gateway.close();
        engines.close();
    }
}
