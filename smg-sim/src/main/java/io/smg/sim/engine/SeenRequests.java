package io.smg.sim.engine;

import io.smg.sim.http.HttpField;
import io.smg.sim.http.HttpRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JsonGenerator;

/** The latest requests that an engine has received. Thread-safe. */
final class SeenRequests {

    private record Seen(String method, String target, List<HttpField> fields, int bodyLength) {

        void write(JsonGenerator json) {
            json.writeStartObject();
            json.writeStringProperty("method", method);
            json.writeStringProperty("target", target);
            json.writeArrayPropertyStart("fields");
            for (HttpField field : fields) {
                json.writeStartObject();
                json.writeStringProperty("name", field.name());
                json.writeStringProperty("value", field.value());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberProperty("body_length", bodyLength);
            json.writeEndObject();
        }
    }

    private static final int KEPT = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Seen> seen = new ArrayDeque<>();

    void add(HttpRequest request) {
        Seen one = new Seen(request.method(), request.target(), request.fields(), request.body().length);
        lock.lock();
        try {
            if (seen.size() == KEPT) {
                seen.removeFirst();
            }
            seen.addLast(one);
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            seen.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Writes them as a list, oldest first. */
    void write(JsonGenerator json) {
        json.writeStartArray();
        for (Seen one : copy()) {
            one.write(json);
        }
        json.writeEndArray();
    }

    private List<Seen> copy() {
        lock.lock();
        try {
            return List.copyOf(seen);
        } finally {
            lock.unlock();
        }
    }
}
