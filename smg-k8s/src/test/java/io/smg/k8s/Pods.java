package io.smg.k8s;

import java.util.Map;
import java.util.Optional;

/** Pods as tests need them. */
final class Pods {

    private Pods() {}

    /** A pod that serves; its uid is its name. */
    static SeenPod ready(String name, String ip) {
        return pod(name, "2026-01-01T00:00:00Z", Optional.empty(), "Running", true, false, Optional.of(ip));
    }

    /** A pod that serves, and was made at that time. */
    static SeenPod ready(String name, String ip, String created) {
        return pod(name, created, Optional.empty(), "Running", true, false, Optional.of(ip));
    }

    /** A pod that serves at the ports of its annotation. */
    static SeenPod withPorts(String name, String ip, String ports) {
        return pod(name, "2026-01-01T00:00:00Z", Optional.of(ports), "Running", true, false, Optional.of(ip));
    }

    static SeenPod unready(String name, String ip) {
        return pod(name, "2026-01-01T00:00:00Z", Optional.empty(), "Running", false, false, Optional.of(ip));
    }

    static SeenPod leaving(String name, String ip) {
        return pod(name, "2026-01-01T00:00:00Z", Optional.empty(), "Running", true, true, Optional.of(ip));
    }

    static SeenPod inPhase(String name, String phase) {
        return pod(name, "2026-01-01T00:00:00Z", Optional.empty(), phase, true, false, Optional.of("10.0.0.1"));
    }

    static SeenPod withoutAddress(String name) {
        return pod(name, "2026-01-01T00:00:00Z", Optional.empty(), "Running", true, false, Optional.empty());
    }

    private static SeenPod pod(
            String name,
            String created,
            Optional<String> ports,
            String phase,
            boolean isReady,
            boolean isLeaving,
            Optional<String> ip) {
        return new SeenPod(
                name,
                "ns",
                name,
                created,
                Map.of("app", "engine"),
                ports,
                Optional.empty(),
                phase,
                isReady,
                isLeaving,
                ip);
    }
}
