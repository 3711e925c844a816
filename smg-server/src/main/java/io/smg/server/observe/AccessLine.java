package io.smg.server.observe;

import io.smg.api.Usage;
import io.smg.server.config.LogConfig;
import io.smg.server.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JsonGenerator;

/**
 * One request as one line: no text of a prompt or an answer, and of the client's own only what is cut and escaped. For
 * one thread.
 */
final class AccessLine {

    private static final int MAX_METHOD = 16;
    private static final double MILLIS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.").withZone(ZoneId.systemDefault());

    private final LogConfig.Format format;
    private final StringBuilder line = new StringBuilder(512);
    private long second = Long.MIN_VALUE;
    private String secondText = "";

    AccessLine(LogConfig.Format format) {
        this.format = format;
    }

    /** Appends a request's line. */
    void write(RequestRecord request, ByteArrayOutputStream out) {
        switch (format) {
            case TEXT -> out.writeBytes(text(request).getBytes(StandardCharsets.UTF_8));
            case JSON -> writeJson(request, out);
        }
        out.write('\n');
    }

    private String text(RequestRecord request) {
        line.setLength(0);
        appendTime(request.startMillis());
        line.append(" REQUEST ")
                .append(method(request))
                .append(' ')
                .append(request.route())
                .append(' ')
                .append(request.status())
                .append(' ')
                .append(request.ending().label())
                .append(" in ")
                .append(millis(request.nanos()))
                .append("ms");
        append("id", request.id());
        append("key", request.key());
        append("model", OneLine.of(request.model()));
        append("worker", request.worker());
        append("attempts", request.attempts() == 0 ? "" : Integer.toString(request.attempts()));
        append("queue_ms", millis(request.queueNanos()));
        append("first_byte_ms", millis(request.firstByteNanos()));
        append("tokens", request.usage().map(AccessLine::tokens).orElse(""));
        append("bytes", request.bytesIn() + "/" + request.bytesOut());
        append("error", request.errorCode());
        append("trace_id", request.traceId());
        return line.toString();
    }

    /** Most lines are of the same second as the one before, and its text takes longer than the rest of a line. */
    private void appendTime(long millis) {
        if (second != Math.floorDiv(millis, 1000L)) {
            second = Math.floorDiv(millis, 1000L);
            secondText = SECOND.format(Instant.ofEpochSecond(second));
        }
        int rest = Math.floorMod(millis, 1000);
        line.append(secondText).append(rest / 100).append(rest / 10 % 10).append(rest % 10);
    }

    private void append(String name, String value) {
        if (!value.isEmpty()) {
            line.append(' ').append(name).append('=').append(value);
        }
    }

    /** Prompt, those of it that were cached, completion. Not to know how many were cached is not to know of none. */
    private static String tokens(Usage usage) {
        OptionalInt cached = usage.cachedTokens();
        return usage.promptTokens() + "/" + (cached.isPresent() ? cached.getAsInt() : "-") + "/"
                + usage.completionTokens();
    }

    private static void writeJson(RequestRecord request, ByteArrayOutputStream out) {
        try (JsonGenerator json = Json.generator(out)) {
            json.writeStartObject();
            json.writeStringProperty(
                    "timestamp", Instant.ofEpochMilli(request.startMillis()).toString());
            json.writeStringProperty("event", "request");
            property(json, "request_id", request.id());
            json.writeStringProperty("method", method(request));
            json.writeStringProperty("route", request.route());
            property(json, "key", request.key());
            property(json, "model", request.model());
            property(json, "worker", request.worker());
            json.writeNumberProperty("attempts", request.attempts());
            property(json, "queue_ms", request.queueNanos());
            json.writeNumberProperty("status", request.status());
            property(json, "first_byte_ms", request.firstByteNanos());
            property(json, "duration_ms", OptionalLong.of(request.nanos()));
            usage(json, request.usage());
            json.writeNumberProperty("bytes_in", request.bytesIn());
            json.writeNumberProperty("bytes_out", request.bytesOut());
            json.writeStringProperty("ending", request.ending().label());
            property(json, "error_code", request.errorCode());
            property(json, "trace_id", request.traceId());
            json.writeEndObject();
        }
    }

    private static void usage(JsonGenerator json, Optional<Usage> reported) {
        reported.ifPresent(usage -> {
            json.writeNumberProperty("prompt_tokens", usage.promptTokens());
            usage.cachedTokens().ifPresent(cached -> json.writeNumberProperty("cached_tokens", cached));
            json.writeNumberProperty("completion_tokens", usage.completionTokens());
        });
    }

    private static void property(JsonGenerator json, String name, String value) {
        if (!value.isEmpty()) {
            json.writeStringProperty(name, OneLine.of(value));
        }
    }

    private static void property(JsonGenerator json, String name, OptionalLong nanos) {
        nanos.ifPresent(length -> json.writeNumberProperty(name, rounded(length)));
    }

    private static String method(RequestRecord request) {
        String method = request.method();
        return OneLine.of(method.length() > MAX_METHOD ? method.substring(0, MAX_METHOD) : method);
    }

    private static String millis(OptionalLong nanos) {
        return nanos.isPresent() ? millis(nanos.getAsLong()) : "";
    }

    private static String millis(long nanos) {
        long hundredths = hundredths(nanos);
        long last = hundredths % 10;
        return hundredths / 100 + "." + hundredths / 10 % 10 + (last == 0 ? "" : last);
    }

    /** Milliseconds with two places. */
    private static double rounded(long nanos) {
        return hundredths(nanos) / 100.0;
    }

    private static long hundredths(long nanos) {
        return Math.round(nanos / MILLIS * 100);
    }
}
