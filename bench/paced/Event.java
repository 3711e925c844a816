import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/**
 * An event as it is sent, which says of what stream it is, which one, when it was due and when it was sent, by
 * System.nanoTime(): one clock for all processes of a Linux machine. Made once, and stamped anew for each stream.
 */
final class Event {

    /** How many digits a stream or an event's number has. */
    static final int COUNT = 6;

    private static final int TIME = 19;
    private static final String BEFORE_STAMP = "\"system_fingerprint\":\"";

    private final ByteBuffer bytes;
    private final int stamp;

    Event(String model) {
        String text = chunk(start(model) + "{\"content\":\" token\"},\"finish_reason\":null}]," + BEFORE_STAMP
                + "-".repeat(2 * COUNT + 2 * TIME) + "\"}\n\n");
        bytes = ByteBuffer.allocateDirect(text.length()).put(bytes(text));
        stamp = stampIn(new StringBuilder(text));
    }

    ByteBuffer stamped(long stream, long number, long due, long sent) {
        put(stamp, COUNT, stream);
        put(stamp + COUNT, COUNT, number);
        put(stamp + 2 * COUNT, TIME, due);
        put(stamp + 2 * COUNT + TIME, TIME, sent);
        return bytes.rewind();
    }

    private void put(int from, int digits, long number) {
        long rest = number;
        for (int i = from + digits - 1; i >= from; i--, rest /= 10) {
            bytes.put(i, (byte) ('0' + rest % 10));
        }
    }

    /** What a stream ends with. */
    static ByteBuffer last(String model, long events) {
        String rest = """
                {},"finish_reason":"stop"}],"usage":{"prompt_tokens":50,"completion_tokens":%d,"total_tokens":%d}}

                """.formatted(events, 50 + events);
        return bytes(chunk(start(model) + rest)
                + chunk("data: [DONE]\n\n") + chunk(""));
    }

    private static String start(String model) {
        return """
                data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1780000000,"model":"%s",\
                "choices":[{"index":0,"delta":""".formatted(model);
    }

    private static String chunk(String data) {
        return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }

    /** Where the stamp of a line is; -1 if there is none. */
    static int stampIn(StringBuilder line) {
        int before = line.indexOf(BEFORE_STAMP);
        return before < 0 ? -1 : before + BEFORE_STAMP.length();
    }

    static long stream(CharSequence line, int stamp) {
        return number(line, stamp, COUNT);
    }

    static long number(CharSequence line, int stamp) {
        return number(line, stamp + COUNT, COUNT);
    }

    static long due(CharSequence line, int stamp) {
        return number(line, stamp + 2 * COUNT, TIME);
    }

    static long sent(CharSequence line, int stamp) {
        return number(line, stamp + 2 * COUNT + TIME, TIME);
    }

    static long number(CharSequence text, int from, int digits) {
        return Long.parseLong(text, from, from + digits, 10);
    }
}
