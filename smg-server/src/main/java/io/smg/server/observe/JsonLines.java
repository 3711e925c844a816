package io.smg.server.observe;

import io.smg.server.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogRecord;
import tools.jackson.core.JsonGenerator;

/** Log lines for programs: one JSON object an event. Thread-safe. */
public final class JsonLines extends Lines {

    @Override
    public String format(LogRecord record) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        try (JsonGenerator json = Json.generator(line)) {
            json.writeStartObject();
            json.writeStringProperty("timestamp", record.getInstant().toString());
            json.writeStringProperty("level", Levels.nameOf(record.getLevel()));
            json.writeStringProperty("logger", String.valueOf(record.getLoggerName()));
            Event.of(record).ifPresent(event -> json.writeStringProperty("event", event.label()));
            json.writeStringProperty("message", formatMessage(record));
            if (record.getThrown() != null) {
                json.writeStringProperty("error", OneLine.of(record.getThrown().toString()));
            }
            json.writeEndObject();
        }
        line.write('\n');
        return line.toString(StandardCharsets.UTF_8);
    }
}
