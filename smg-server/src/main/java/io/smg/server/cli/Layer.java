package io.smg.server.cli;

import java.util.Map;
import java.util.Optional;

/**
 * What one source says, of whichever options it speaks.
 *
 * @param settings the settings by the option's name
 */
record Layer(Map<String, Setting> settings) {

    /** A source that says nothing. */
    static final Layer SILENT = new Layer(Map.of());

    /** Copies the parts. */
    Layer {
        settings = Map.copyOf(settings);
    }

    /** What the source says of an option. */
    Optional<Setting> setting(Option<?> option) {
        return Optional.ofNullable(settings.get(option.name()));
    }
}
