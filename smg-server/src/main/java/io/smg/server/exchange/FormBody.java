package io.smg.server.exchange;

import io.smg.server.http1.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the {@code model} part of a multipart form (RFC 7578). The body is looked at, never taken apart: what can't be
 * found leaves the model unknown.
 */
final class FormBody {

    private static final int MAX_MODEL_LENGTH = 256;

    private FormBody() {}

    static RequestBody parse(Fields head, byte[] bytes) {
        // One character a byte, so that positions in the text are positions in the body.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return boundary(head)
                .flatMap(boundary -> model(text, bytes, "--" + boundary))
                .orElseGet(() -> RequestBody.opaque(bytes));
    }

    private static Optional<RequestBody> model(String text, byte[] bytes, String delimiter) {
        int part = text.indexOf(delimiter);
        while (part >= 0) {
            int headEnd = text.indexOf("\r\n\r\n", part);
            int next = text.indexOf("\r\n" + delimiter, part + delimiter.length());
            if (headEnd < 0 || next < 0) {
                return Optional.empty();
            }
            if (headEnd < next && namesModel(text.substring(part, headEnd))) {
                return named(bytes, headEnd + 4, next);
            }
            part = next + 2;
        }
        return Optional.empty();
    }

    private static Optional<RequestBody> named(byte[] bytes, int from, int to) {
        if (to - from > MAX_MODEL_LENGTH || to < from) {
            return Optional.empty();
        }
        String model = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return Optional.of(new RequestBody(bytes, Optional.of(model), from, to));
    }

    private static boolean namesModel(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "content-disposition:", 0, 20))
                .flatMap(line -> Arrays.stream(line.split(";", -1)))
                .map(String::strip)
                .anyMatch(parameter -> parameter.equals("name=\"model\"") || parameter.equals("name=model"));
    }

    private static Optional<String> boundary(Fields head) {
        return head.first("Content-Type").flatMap(type -> {
            int start = type.toLowerCase(Locale.ROOT).indexOf("boundary=");
            return start < 0 ? Optional.empty() : Optional.of(unquoted(type.substring(start + 9)));
        });
    }

    private static String unquoted(String value) {
        if (value.startsWith("\"")) {
            int end = value.indexOf('"', 1);
            return end < 0 ? value.substring(1) : value.substring(1, end);
        }
        int end = value.indexOf(';');
        return (end < 0 ? value : value.substring(0, end)).strip();
    }
}
