package io.smg.api;

/**
 * Names a source of workers and makes instances of it; found by {@link java.util.ServiceLoader}.
 *
 * <p>A provider needs a public constructor without parameters, which must be cheap. Implementations must be
 * thread-safe.
 */
public interface WorkerDiscoveryProvider {

    /**
     * The name by which the gateway asks for this kind of source, such as {@code "kubernetes"}.
     *
     * @return lower-case letters, digits and underscores, the same on every call
     */
    String name();

    /**
     * Makes a source that does nothing yet; must not look for workers, nor wait for anything.
     *
     * @param context what the operator has said of the workers to look for
     * @return a new source
     */
    WorkerDiscovery create(DiscoveryContext context);
}
