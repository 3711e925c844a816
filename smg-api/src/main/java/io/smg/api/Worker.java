package io.smg.api;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * An inference engine behind the gateway, as a policy sees it. The identity of a worker is its {@link #id()}: an
 * engine that is removed and added again is a new worker with a new id. Implementations are thread-safe; loads are
 * read at the moment of the call.
 */
public interface Worker {

    /**
     * The worker's identity, unique among all workers that this gateway has ever had.
     *
     * @return an opaque string
     */
    String id();

    /**
     * Where the worker is reached.
     *
     * @return an absolute http or https URL
     */
    URI url();

    /**
     * The models that the worker serves.
     *
     * @return ids, empty while they are not known; immutable
     */
    Set<String> models();

    /**
     * What discovery says of the worker beyond its URL, such as a pod's labels.
     *
     * @return labels by name; immutable
     */
    Map<String, String> labels();

    /**
     * How many requests have been dispatched to the worker and not yet answered to the last byte.
     *
     * @return zero or more requests
     */
    int inFlight();

    /**
     * How much prefill waits at the worker: the prompt tokens, less those expected in its cache, of all requests
     * dispatched to it that have not seen the first byte of an answer.
     *
     * @return zero or more tokens
     */
    long queuedTokens();
}
