package io.smg.k8s;

import java.util.List;

/** A cluster that can be looked at, by one thread. */
interface Cluster extends AutoCloseable {

    /**
     * All pods that are looked for, at one time.
     *
     * @param version the state of the cluster that the list shows
     * @param pods the pods
     */
    record Listing(String version, List<SeenPod> pods) {

        /** Copies the list. */
        public Listing {
            pods = List.copyOf(pods);
        }
    }

    /** Is told of changes, one at a time, on any thread. */
    interface Watcher {

        /** A pod has come, or is not as it was. */
        void seen(SeenPod pod);

        /** A pod is gone, or is none of those that are looked for any more. */
        void gone(SeenPod pod);

        /** Nothing has changed; the watch is alive. */
        void nothingNew();

        /** The watch has ended, and no further call comes. */
        void ended(String reason);
    }

    /** A watch that goes on until it is closed. */
    interface Watch extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * Lists the pods as they are now.
     *
     * @throws ClusterException if that can't be done
     */
    Listing list();

    /**
     * Begins to watch what changes after a listing.
     *
     * @throws ClusterException if that can't be done
     */
    Watch watch(String version, Watcher watcher);

    @Override
    void close();
}
