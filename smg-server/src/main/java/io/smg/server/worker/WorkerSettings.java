package io.smg.server.worker;

import io.smg.server.config.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator has said of a worker beyond where it is.
 *
 * @param priority shown to operators and nothing else
 * @param cost shown to operators and nothing else
 * @param labels seen by policies, beside those of the worker's source, which they overrule
 * @param apiKey the key that the worker itself asks for
 */
public record WorkerSettings(int priority, double cost, Map<String, String> labels, Optional<Secret> apiKey) {

    /** What holds where nobody has said anything. */
    public static final WorkerSettings DEFAULTS = new WorkerSettings(50, 1.0, Map.of(), Optional.empty());

    /** Copies the labels. */
    public WorkerSettings {
        labels = Map.copyOf(labels);
    }

    /** Labels with those of these settings over them. */
    Map<String, String> over(Map<String, String> others) {
        if (labels.isEmpty()) {
            return others;
        }
        Map<String, String> all = new HashMap<>(others);
        all.putAll(labels);
        return Map.copyOf(all);
    }
}
