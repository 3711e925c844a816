package io.smg.replay;

import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads one line of a trace: a JSON object with what a {@link TracedRequest} has. For one thread. */
final class TraceLine {

    private static final JsonFactory JSON = new JsonFactory();
    private static final double NANOS_A_MILLI = 1e6;

    /** A hundred years, beyond which nanoseconds don't count. */
    private static final double LAST_MILLI = 3.15e12;

    /** So that a prompt's text is no larger than a JVM's largest array. */
    private static final int MOST_TOKENS = 1 << 28;

    private double timestamp = -1;
    private long input = -1;
    private long output = -1;
    private long[] blocks = {};
    private int count = -1;

    private TraceLine() {}

    /**
     * The request in a line.
     *
     * @throws UnusableException if there is none; the message says what is wrong with it
     */
    static TracedRequest read(String text) throws UnusableException {
        TraceLine line = new TraceLine();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            line.read(json);
        } catch (JacksonException e) {
            throw new UnusableException("no JSON object");
        }
        return line.request();
    }

    private void read(JsonParser json) throws UnusableException {
        require(json.nextToken() == JsonToken.START_OBJECT, "no JSON object");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "timestamp" -> timestamp = json.currentToken().isNumeric() ? json.getDoubleValue() : -1;
                case "input_length" -> input = whole(json);
                case "output_length" -> output = whole(json);
                case "hash_ids" -> readBlocks(json);
                default -> json.skipChildren();
            }
        }
        require(json.nextToken() == null, "something behind the JSON object");
    }

    private void readBlocks(JsonParser json) throws UnusableException {
        require(json.currentToken() == JsonToken.START_ARRAY, "hash_ids is no array");
        blocks = new long[16];
        count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(
                    json.currentToken() == JsonToken.VALUE_NUMBER_INT,
                    "hash_ids has something that is no whole number");
            if (count == blocks.length) {
                blocks = Arrays.copyOf(blocks, 2 * count);
            }
            blocks[count++] = json.getLongValue();
        }
    }

    private static long whole(JsonParser json) {
        return json.currentToken() == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : -1;
    }

    private TracedRequest request() throws UnusableException {
        require(timestamp >= 0 && timestamp <= LAST_MILLI, "timestamp is no number of milliseconds, 0 or more");
        require(input >= 0 && input <= MOST_TOKENS, "input_length is no whole number from 0 to " + MOST_TOKENS);
        require(output >= 0 && output <= MOST_TOKENS, "output_length is no whole number from 0 to " + MOST_TOKENS);
        require(count >= 0, "hash_ids is missing");
        int wanted = TracedRequest.blocksOf((int) input);
        require(
                count == wanted,
                "hash_ids has " + count + " ids, but " + input + " tokens are " + wanted + " blocks of "
                        + TracedRequest.BLOCK_TOKENS);
        return new TracedRequest(
                Math.round(timestamp * NANOS_A_MILLI), (int) input, (int) output, Arrays.copyOf(blocks, count));
    }

    private static void require(boolean claim, String otherwise) throws UnusableException {
        if (!claim) {
            throw new UnusableException(otherwise);
        }
    }
}
