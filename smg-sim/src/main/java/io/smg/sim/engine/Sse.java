package io.smg.sim.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** Server-sent events. */
final class Sse {

    /** The event that ends OpenAI's streams. */
    static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private Sse() {}

    /** An event whose data is an object. */
    static byte[] data(Consumer<JsonGenerator> members) {
        return joined(DATA, Json.object(members), END);
    }

    /** An event with a name, whose data is an object of that type. */
    static byte[] named(String name, Consumer<JsonGenerator> members) {
        byte[] line = ("event: " + name + "\n").getBytes(StandardCharsets.US_ASCII);
        return joined(line, data(json -> {
            json.writeStringProperty("type", name);
            members.accept(json);
        }));
    }

    /** Writes the number of an event and when it is sent, by which a client can tell what the way did to it. */
    static void stamp(JsonGenerator json, int index) {
        json.writeObjectPropertyStart("sim");
        json.writeNumberProperty("i", index);
        json.writeNumberProperty("sent_us", ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        json.writeEndObject();
    }

    /** Several events after one another. */
    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(512);
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
