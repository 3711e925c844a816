package io.smg.server.worker;

import java.util.List;
import java.util.Optional;

/** Asks a worker how it is and what it serves. Implementations are thread-safe and answer within a deadline. */
public interface WorkerProbe {

    /** Why the worker can't be taken for well; empty if it says that it is. */
    Optional<String> complaint(Backend worker);

    /** The worker's model list, if it gave one. */
    Optional<List<ModelCard>> models(Backend worker);
}
