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

/** One request as one line: no text of a prompt or an answer, and of the client's own only what is cut and escaped. */
final class AccessLine {

    private static final int MAX_METHOD = 16;
    private static final double MILLIS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private AccessLine() {}

    /** Appends a request's line. */
    static void write(RequestRecord request, LogConfig.Format format, ByteArrayOutputStream out) {
        switch (format) {
            case TEXT -> out.writeBytes(text(request).getBytes(StandardCharsets.UTF_8));
            case JSON -> writeJson(request, out);
        }
        out.write('\n');
    }

    private static String text(RequestRecord request) {
        StringBuilder line = new StringBuilder(256)
                .append(TIME.format(Instant.ofEpochMilli(request.startMillis())))
                .append(" REQUEST ")
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
        append(line, "id", request.id());
        append(line, "key", request.key());
        append(line, "model", OneLine.of(request.model()));
        append(line, "worker", request.worker());
        append(line, "attempts", request.attempts() == 0 ? "" : Integer.toString(request.attempts()));
        append(line, "queue_ms", millis(request.queueNanos()));
        append(line, "first_byte_ms", millis(request.firstByteNanos()));
        append(line, "tokens", request.usage().map(AccessLine::tokens).orElse(""));
        append(line, "bytes", request.bytesIn() + "/" + request.bytesOut());
        append(line, "error", request.errorCode());
        append(line, "trace_id", request.traceId());
        return line.toString();
    }

    private static void append(StringBuilder line, String name, String value) {
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
        return Double.toString(rounded(nanos));
    }

    /** Milliseconds with two places. */
    private static double rounded(long nanos) {
        return Math.round(nanos / MILLIS * 100) / 100.0;
    }
}
