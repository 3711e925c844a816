package io.smg.server.observe;

import io.helidon.metrics.api.Counter;
import io.smg.server.meters.Meters;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counters of one name, told apart by the values of their labels, made when they are first needed. Thread-safe. */
final class CounterFamily {

    private final Meters meters;
    private final String name;
    private final String help;
    private final List<String> labels;
    private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();

    CounterFamily(Meters meters, String name, String help, String... labels) {
        this.meters = meters;
        this.name = name;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** The counter of these values, which must come from a bounded set. */
    Counter of(String... values) {
        List<String> key = List.of(values);
        Counter known = counters.get(key);
        return known == null ? counters.computeIfAbsent(key, this::create) : known;
    }

    private Counter create(List<String> values) {
        Counter.Builder builder = Meters.counter(name).description(help);
        for (int i = 0; i < labels.size(); i++) {
            builder.addTag(Meters.label(labels.get(i), values.get(i)));
        }
        return meters.getOrCreate(builder);
    }
}
