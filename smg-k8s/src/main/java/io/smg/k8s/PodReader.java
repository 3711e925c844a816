package io.smg.k8s;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes from a pod object what the gateway keeps of it. Any field may be missing. Immutable, hence thread-safe. */
final class PodReader {

    /** The annotation that names the ports of a pod's workers, with commas between them. */
    static final String PORTS = "smg.ai/worker-ports";

    private static final String LABEL = "label:";
    private static final String ANNOTATION = "annotation:";

    private final String modelIdFrom;

    /**
     * A reader of pods.
     *
     * @param modelIdFrom {@code namespace}, {@code label:KEY} or {@code annotation:KEY}; nothing if workers say it
     */
    PodReader(Optional<String> modelIdFrom) {
        this.modelIdFrom = modelIdFrom.orElse("");
    }

    /** What is kept of a pod. */
    SeenPod read(Pod pod) {
        ObjectMeta meta = Objects.requireNonNullElseGet(pod.getMetadata(), ObjectMeta::new);
        PodStatus status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
        Map<String, String> labels = orEmpty(meta.getLabels());
        Map<String, String> annotations = orEmpty(meta.getAnnotations());
        return new SeenPod(
                text(meta.getUid()),
                text(meta.getNamespace()),
                text(meta.getName()),
                text(meta.getCreationTimestamp()),
                labels,
                Optional.ofNullable(annotations.get(PORTS)),
                model(text(meta.getNamespace()), labels, annotations),
                text(status.getPhase()),
                isReady(status),
                meta.getDeletionTimestamp() != null,
                Optional.ofNullable(status.getPodIP()).filter(ip -> !ip.isEmpty()));
    }

    private Optional<String> model(String namespace, Map<String, String> labels, Map<String, String> annotations) {
        if (modelIdFrom.equals("namespace")) {
            return Optional.of(namespace);
        }
        if (modelIdFrom.startsWith(LABEL)) {
            return Optional.ofNullable(labels.get(modelIdFrom.substring(LABEL.length())));
        }
        if (modelIdFrom.startsWith(ANNOTATION)) {
            return Optional.ofNullable(annotations.get(modelIdFrom.substring(ANNOTATION.length())));
        }
        return Optional.empty();
    }

    private static boolean isReady(PodStatus status) {
        return Objects.requireNonNullElse(status.getConditions(), List.<PodCondition>of()).stream()
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
