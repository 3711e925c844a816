package io.smg.server.worker;

import java.util.List;
import java.util.Optional;

/** Asks a worker how it is and what it serves. Implementations are thread-safe and answer within a deadline. */
public interface WorkerProbe {

    /** Whether the worker says that it is well. */
    boolean isHealthy(Backend worker);

    /** The worker's model list, if it gave one. */
    Optional<List<ModelCard>> models(Backend worker);
}
