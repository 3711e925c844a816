package io.smg.server.cli;

import java.util.List;

/**
 * What one source says of one option.
 *
 * @param texts the values as they were given
 * @param source who says so
 */
record Setting(List<String> texts, Source source) {

    /** Copies the parts. */
    Setting {
        texts = List.copyOf(texts);
    }
}
