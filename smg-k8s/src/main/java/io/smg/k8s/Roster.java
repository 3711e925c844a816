package io.smg.k8s;

import io.smg.api.WorkerSpec;
import io.smg.k8s.Standing.Absent;
import io.smg.k8s.Standing.Serving;
import java.net.URI;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All pods that were seen at one time, and which of them serve.
 *
 * <p>An address belongs to one pod: if two claim it, as when a dead node's pod has not been told of yet, the younger
 * one has it. Immutable, hence thread-safe.
 */
final class Roster {

    /** Nobody, seen by nobody. */
    static final Roster EMPTY = new Roster(Map.of(), Map.of());

    private static final Comparator<SeenPod> YOUNGEST_FIRST =
            Comparator.comparing(SeenPod::created).thenComparing(SeenPod::uid).reversed();

    private final Map<String, Entry> byUid;
    private final Map<String, Entry> byWorker;

    /**
     * A pod and what it is.
     *
     * @param pod the pod
     * @param standing what it is to the gateway
     */
    private record Entry(SeenPod pod, Standing standing) {}

    private Roster(Map<String, Entry> byUid, Map<String, Entry> byWorker) {
        this.byUid = byUid;
        this.byWorker = byWorker;
    }

    /** The roster of these pods. */
    static Roster of(Collection<SeenPod> pods, PodRules rules) {
        Map<String, Entry> byUid = new HashMap<>();
        Map<String, Entry> byWorker = new LinkedHashMap<>();
        Set<URI> taken = new HashSet<>();
        pods.stream().sorted(YOUNGEST_FIRST).forEach(pod -> {
            Standing standing = unlessTaken(rules.judge(pod), taken);
            Entry entry = new Entry(pod, standing);
            byUid.put(pod.uid(), entry);
            workersOf(standing).forEach(worker -> byWorker.put(worker.identity(), entry));
        });
        return new Roster(byUid, byWorker);
    }

    /** All workers, those of older pods first. */
    List<WorkerSpec> workers() {
        return byWorker.values().stream()
                .distinct()
                .flatMap(entry -> workersOf(entry.standing()).stream())
                .toList()
                .reversed();
    }

    /** The pods of this roster that serve with at least one worker. */
    int serving() {
        return (int) byWorker.values().stream().distinct().count();
    }

    /** The workers of this roster that another one does not have. */
    List<WorkerSpec> without(Roster other) {
        return workers().stream()
                .filter(worker -> !other.byWorker.containsKey(worker.identity()))
                .toList();
    }

    /** The pod that a worker of this roster is in. */
    SeenPod pod(WorkerSpec worker) {
        return Optional.ofNullable(byWorker.get(worker.identity()))
                .orElseThrow()
                .pod();
    }

    /** Why a pod has not all the workers here that it had once. */
    String reason(SeenPod pod) {
        Entry entry = byUid.get(pod.uid());
        if (entry == null) {
            return "is gone, or its labels no longer match";
        }
        return switch (entry.standing()) {
            case Absent(String reason) -> reason;
            case Serving _ -> "has another address now";
        };
    }

    private static Standing unlessTaken(Standing standing, Set<URI> taken) {
        boolean free = workersOf(standing).stream().map(WorkerSpec::url).noneMatch(taken::contains);
        if (!free) {
            return new Absent("has lost its address to a younger pod");
        }
        workersOf(standing).forEach(worker -> taken.add(worker.url()));
        return standing;
    }

    private static List<WorkerSpec> workersOf(Standing standing) {
        return switch (standing) {
            case Serving(List<WorkerSpec> workers) -> workers;
            case Absent _ -> List.of();
        };
    }
}
