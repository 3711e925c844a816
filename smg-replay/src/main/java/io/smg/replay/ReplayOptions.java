package io.smg.replay;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is to be replayed, and how.
 *
 * @param trace the file of the trace
 * @param policies the policies to be tried; the others are set in relation to the first
 * @param pluginPath directories of plug-ins; if empty, those of the gateway
 * @param fleet the engines
 * @param speedup how much faster than in the trace requests come
 * @param jitter each request comes later by a random part of this
 * @param slo the time to first token that is good enough
 * @param seed what all that is random comes of
 * @param format how the result is printed
 */
record ReplayOptions(
        Path trace,
        List<PolicyChoice> policies,
        List<Path> pluginPath,
        Fleet fleet,
        double speedup,
        Duration jitter,
        Duration slo,
        long seed,
        Format format) {

    /** How a result is printed. */
    enum Format {
        /** A table for people. */
        TABLE,
        /** One object for programs. */
        JSON
    }

    /** Copies the lists. */
    ReplayOptions {
        policies = List.copyOf(policies);
        pluginPath = List.copyOf(pluginPath);
    }
}
