package io.smg.k8s;

import io.smg.api.WorkerSpec;
import java.util.List;

/** What a pod is to the gateway. */
sealed interface Standing {

    /**
     * The pod serves.
     *
     * @param workers one for each of its ports
     */
    record Serving(List<WorkerSpec> workers) implements Standing {

        /** Copies the list. */
        public Serving {
            workers = List.copyOf(workers);
        }
    }

    /**
     * The pod does not serve.
     *
     * @param reason why, in words that go behind its name
     */
    record Absent(String reason) implements Standing {}
}
