package io.smg.server.admin;

import io.smg.server.worker.Backend;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** A worker as operators see it. Its key is not among what they see. */
final class WorkerView {

    private WorkerView() {}

    /** Writes the properties of a worker's object. */
    static void write(Backend worker, JsonGenerator json) {
        json.writeStringProperty("id", worker.id());
        json.writeStringProperty("worker_id", worker.id());
        json.writeStringProperty("url", worker.url().toString());
        writeModels(worker, json);
        json.writeStringProperty("status", status(worker));
        json.writeBooleanProperty("is_healthy", worker.isReady());
        json.writeNumberProperty("load", worker.inFlight());
        json.writeNumberProperty("priority", worker.settings().priority());
        json.writeNumberProperty("cost", worker.settings().cost());
        writeLabels(worker, json);
    }

    private static String status(Backend worker) {
        if (worker.isDraining()) {
            return "draining";
        }
        return switch (worker.health()) {
            case PENDING -> "pending";
            case READY -> "ready";
            case NOT_READY -> "not_ready";
        };
    }

    private static void writeModels(Backend worker, JsonGenerator json) {
        worker.models().stream().sorted().findFirst().ifPresent(model -> json.writeStringProperty("model_id", model));
        json.writeName("models");
        json.writeStartArray();
        worker.models().stream().sorted().forEach(json::writeString);
        json.writeEndArray();
    }

    private static void writeLabels(Backend worker, JsonGenerator json) {
        json.writeName("labels");
        json.writeStartObject();
        new TreeMap<>(worker.labels()).forEach(json::writeStringProperty);
        json.writeEndObject();
    }
}
