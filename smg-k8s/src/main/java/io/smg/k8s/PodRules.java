package io.smg.k8s;

import io.smg.api.WorkerSpec;
import io.smg.k8s.Standing.Absent;
import io.smg.k8s.Standing.Serving;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says which pods are workers: those that have an address, run, are ready, and stay.
 *
 * @param port where workers listen whose pod says nothing of ports
 */
record PodRules(int port) {

    /** The label that tells the gateway a worker's model id. */
    static final String MODEL = "served_model_name";

    /** The labels that a worker has of its pod, besides the pod's own. */
    static final String POD_NAME = "smg.ai/pod-name";

    static final String POD_NAMESPACE = "smg.ai/pod-namespace";
    static final String POD_UID = "smg.ai/pod-uid";

    /** What a pod is to the gateway. */
    Standing judge(SeenPod pod) {
        if (pod.isLeaving()) {
            return new Absent("is being deleted");
        }
        if (!pod.phase().equals("Running")) {
            return new Absent("is not running but " + (pod.phase().isEmpty() ? "unheard of" : pod.phase()));
        }
        if (!pod.isReady()) {
            return new Absent("is not ready");
        }
        return pod.ip().map(ip -> serving(pod, ip)).orElseGet(() -> new Absent("has no address"));
    }

    private Standing serving(SeenPod pod, String ip) {
        Map<String, String> labels = labels(pod);
        return new Serving(
                ports(pod).stream().map(at -> worker(pod, ip, at, labels)).toList());
    }

    private static WorkerSpec worker(SeenPod pod, String ip, int port, Map<String, String> labels) {
        String address = (ip.indexOf(':') < 0 ? ip : "[" + ip + "]") + ":" + port;
        return new WorkerSpec(pod.uid() + "@" + address, URI.create("http://" + address), labels);
    }

    private List<Integer> ports(SeenPod pod) {
        return pod.ports().flatMap(Ports::parse).orElse(List.of(port));
    }

    private static Map<String, String> labels(SeenPod pod) {
        Map<String, String> labels = new HashMap<>(pod.labels());
        labels.put(POD_NAME, pod.name());
        labels.put(POD_NAMESPACE, pod.namespace());
        labels.put(POD_UID, pod.uid());
        pod.model().ifPresent(model -> labels.put(MODEL, model));
        return labels;
    }
}
