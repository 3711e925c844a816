package io.smg.sim.load;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** The request that is sent over and over, each time with an identifier of its own. Thread-safe. */
final class Question {

    private static final String WORDS = "A client asks about the gateway between it and the engines. ";
    private static final int ID_DIGITS = 16;

    private final byte[] template;
    private final int idPosition;
    private final AtomicLong ids = new AtomicLong(ThreadLocalRandom.current().nextLong());

    Question(LoadOptions options) {
        byte[] body = body(options).getBytes(StandardCharsets.UTF_8);
        String before =
                "POST /v1/chat/completions HTTP/1.1\r\nHost: " + options.url().getRawAuthority() + "\r\nX-Request-Id: ";
        String after = "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n"
                + options.key()
                        .map(key -> "Authorization: Bearer " + key + "\r\n")
                        .orElse("")
                + options.pace()
                        .map(pace -> "x-sim-fault: pace=" + pace.toNanos() / 1000 + "us\r\n")
                        .orElse("")
                + "\r\n";
        this.idPosition = before.length();
        this.template = join(before + "0".repeat(ID_DIGITS) + after, body);
    }

    /** The bytes of the next request. */
    byte[] next() {
        byte[] bytes = template.clone();
        long id = ids.incrementAndGet();
        for (int i = 0; i < ID_DIGITS; i++) {
            bytes[idPosition + i] = (byte) Character.forDigit((int) (id >>> (60 - 4 * i)) & 15, 16);
        }
        return bytes;
    }

    private static String body(LoadOptions options) {
        String prompt = WORDS.repeat(options.promptBytes() / WORDS.length() + 1).substring(0, options.promptBytes());
        String maximum = options.events() == 0 ? "" : "\"max_tokens\": " + options.events() + ", ";
        return "{\"model\": \"" + options.model() + "\", \"stream\": " + options.streams() + ", " + maximum
                + "\"messages\": [{\"role\": \"user\", \"content\": \"" + prompt + "\"}]}";
    }

    private static byte[] join(String head, byte[] body) {
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }
}
