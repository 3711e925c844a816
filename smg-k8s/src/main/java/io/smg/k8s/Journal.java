package io.smg.k8s;

import java.util.Optional;

/** Logs who came and who left, and why. Used by one thread. */
final class Journal {

    private static final System.Logger LOG = System.getLogger(Journal.class.getName());

    private Roster last = Roster.EMPTY;

    /** Takes note of how things are now. */
    void note(Roster now) {
        now.without(last).forEach(worker -> {
            SeenPod pod = now.pod(worker);
            LOG.log(System.Logger.Level.INFO, "worker {0} comes: pod {1} is ready", worker.url(), pod, Event.POD_CAME);
            complaint(pod).ifPresent(text -> LOG.log(System.Logger.Level.WARNING, text));
        });
        last.without(now).forEach(worker -> {
            SeenPod pod = last.pod(worker);
            LOG.log(
                    System.Logger.Level.INFO,
                    "worker {0} leaves: pod {1} {2}",
                    worker.url(),
                    pod,
                    now.reason(pod),
                    Event.POD_LEFT);
        });
        last = now;
    }

    private static Optional<String> complaint(SeenPod pod) {
        return pod.ports()
                .filter(ports -> Ports.parse(ports).isEmpty())
                .map(ports -> "pod " + pod + ": annotation " + PodReader.PORTS + " is passed over: '" + ports
                        + "' must be ports from 1 to 65535 with commas between them");
    }
}
