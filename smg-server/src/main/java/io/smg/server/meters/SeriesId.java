package io.smg.server.meters;

import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.Tag;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Which series a meter is.
 *
 * @param name the name of its family
 * @param tags its labels, in the order in which they are written
 */
record SeriesId(String name, List<Tag> tags) implements Meter.Id {

    static SeriesId of(String name, Iterable<Tag> tags) {
        return new SeriesId(
                name,
                StreamSupport.stream(tags.spliterator(), false)
                        .<Tag>map(Label::of)
                        .toList());
    }

    static SeriesId of(Meter.Id id) {
        return of(id.name(), id.tags());
    }
}
