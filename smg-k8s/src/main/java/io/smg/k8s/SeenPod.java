package io.smg.k8s;

import java.util.Map;
import java.util.Optional;

/**
 * What the gateway keeps of a pod.
 *
 * @param uid what tells it from a later pod of the same name or address
 * @param namespace where it is
 * @param name its name
 * @param created when it was made, in RFC 3339, so that later is greater
 * @param labels its labels
 * @param ports what its annotation says of the ports of its workers
 * @param model what its workers' model id is taken from
 * @param phase where it is in its life
 * @param isReady whether the kubelet says that it is ready
 * @param isLeaving whether it is being deleted
 * @param ip its address
 */
record SeenPod(
        String uid,
        String namespace,
        String name,
        String created,
        Map<String, String> labels,
        Optional<String> ports,
        Optional<String> model,
        String phase,
        boolean isReady,
        boolean isLeaving,
        Optional<String> ip) {

    /** Copies the labels. */
    SeenPod {
        labels = Map.copyOf(labels);
    }

    /** Namespace and name, which is what logs know the pod by. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
