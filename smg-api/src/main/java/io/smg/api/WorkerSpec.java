package io.smg.api;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Map;

/**
 * A worker as a source of workers describes it.
 *
 * @param identity what tells this worker from a later one at the same URL, such as a pod's uid; equal to the URL where
 *     the source knows nothing better
 * @param url where the worker is reached: an absolute http or https URL
 * @param labels what the source knows beyond that; may be empty
 */
public record WorkerSpec(String identity, URI url, Map<String, String> labels) {

    /** Checks and copies the parts. */
    public WorkerSpec {
        requireNonNull(identity, "identity");
        requireNonNull(url, "url");
        labels = Map.copyOf(labels);
    }

    /**
     * A worker of which only the URL is known.
     *
     * @param url where the worker is reached
     * @return a description without labels, identified by its URL
     */
    public static WorkerSpec of(URI url) {
        return new WorkerSpec(url.toString(), url, Map.of());
    }
}
