package io.smg.server.meters;

import io.helidon.metrics.api.Tag;

/** A name and a value by which a series is told from its siblings. */
record Label(String key, String value) implements Tag {

    static Label of(Tag tag) {
        return new Label(tag.key(), tag.value());
    }

    @Override
    public <R> R unwrap(Class<? extends R> type) {
        return type.cast(this);
    }
}
