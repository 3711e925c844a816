package io.smg.sim.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import tools.jackson.core.JsonGenerator;

/** OpenAI's embeddings; they are never streamed. */
final class Embeddings implements Dialect {

    private static final float[] VECTOR = {0.5f, -0.5f, 0.25f, -0.25f, 0.125f, -0.125f, 0.5f, 0.5f};

    @Override
    public boolean generates() {
        return false;
    }

    @Override
    public byte[] whole(Answer answer) {
        return Json.object(json -> {
            json.writeStringProperty("object", "list");
            json.writeStringProperty("model", answer.model());
            json.writeArrayPropertyStart("data");
            for (int i = 0; i < answer.asked().inputs(); i++) {
                writeEmbedding(json, i, answer.asked().base64());
            }
            json.writeEndArray();
            Usage.write(json, answer);
        });
    }

    @Override
    public byte[] token(Answer answer, int index) {
        throw new IllegalStateException("embeddings have no tokens");
    }

    @Override
    public byte[] end(Answer answer) {
        throw new IllegalStateException("embeddings are no stream");
    }

    private static void writeEmbedding(JsonGenerator json, int index, boolean base64) {
        json.writeStartObject();
        json.writeStringProperty("object", "embedding");
        json.writeNumberProperty("index", index);
        if (base64) {
            json.writeStringProperty("embedding", base64());
        } else {
            json.writeArrayPropertyStart("embedding");
            for (float value : VECTOR) {
                json.writeNumber(value);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static String base64() {
        ByteBuffer bytes = ByteBuffer.allocate(VECTOR.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : VECTOR) {
            bytes.putFloat(value);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
