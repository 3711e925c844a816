package io.smg.server.ingress;

import io.smg.server.observe.Descriptors;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How many client connections the process's descriptors allow: each may need a second one to a worker, and some are kept
 * back, since a listener that fails to accept for want of descriptors ends for ever.
 */
final class DescriptorLimit {

    private static final int RESERVED = 256;

    /** Of those that are kept back; more than a few monitors don't come at once. */
    private static final int SCRAPES = 64;

    private DescriptorLimit() {}

    /**
     * The bound on connections: the wanted one, or else what the descriptors allow.
     *
     * @throws ListenException if more are wanted than the descriptors allow
     */
    static OptionalInt bound(OptionalInt wanted) {
        return bound(wanted, connections());
    }

    static OptionalInt bound(OptionalInt wanted, OptionalInt allowed) {
        if (wanted.isEmpty()) {
            return allowed;
        }
        if (allowed.isPresent() && wanted.getAsInt() > allowed.getAsInt()) {
            throw new ListenException("--max-connections " + wanted.getAsInt() + " needs a limit of "
                    + (2L * wanted.getAsInt() + RESERVED) + " open files (ulimit -n); this one allows for "
                    + allowed.getAsInt() + " connections");
        }
        return wanted;
    }

    /** The bound on connections to the port of the metrics. */
    static OptionalInt forScrapes() {
        return OptionalInt.of(Math.min(SCRAPES, connections().orElse(SCRAPES)));
    }

    /** The bound on connections; nothing where the system doesn't say or doesn't limit. */
    static OptionalInt connections() {
        return connections(Descriptors.limit());
    }

    static OptionalInt connections(OptionalLong descriptors) {
        return descriptors.isEmpty() ? OptionalInt.empty() : OptionalInt.of(allowed(descriptors.getAsLong()));
    }

    private static int allowed(long descriptors) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (descriptors - RESERVED) / 2));
    }
}
