package io.smg.replay;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A report for programs: one JSON object in a line. */
final class ReportJson {

    private static final double NANOS_A_SECOND = 1e9;

    private final Report report;
    private final JsonGenerator json;

    private ReportJson(Report report, JsonGenerator json) {
        this.report = report;
        this.json = json;
    }

    /** The object. */
    static String text(Report report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            new ReportJson(report, json).write();
        }
        return text + "\n";
    }

    private void write() {
        ReplayOptions options = report.options();
        json.writeStartObject();
        json.writeStringProperty("trace", options.trace().toString());
        json.writeNumberProperty("requests", report.requests());
        json.writeBooleanProperty("complete", report.isComplete());
        json.writeNumberProperty("workers", options.fleet().workers());
        json.writeNumberProperty("prefill_rate", options.fleet().model().prefillRate());
        json.writeNumberProperty("cache_blocks", options.fleet().model().cacheBlocks());
        json.writeNumberProperty("speedup", options.speedup());
        json.writeNumberProperty("jitter_seconds", options.jitter().toNanos() / NANOS_A_SECOND);
        json.writeNumberProperty("slo_seconds", options.slo().toNanos() / NANOS_A_SECOND);
        json.writeNumberProperty("seed", options.seed());
        json.writeArrayPropertyStart("policies");
        report.results().forEach(this::write);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(Result result) {
        json.writeStartObject();
        json.writeStringProperty("policy", result.policy().name());
        json.writeObjectPropertyStart("options");
        result.policy().options().forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeNumberProperty("answered", result.measured().count());
        writeFigures(result);
        json.writeNumberProperty("policy_failures", result.measured().failures());
        json.writeNumberProperty("took_seconds", result.took().toNanos() / NANOS_A_SECOND);
        json.writeEndObject();
    }

    private void writeFigures(Result result) {
        Result first = report.results().getFirst();
        for (Figure figure : Figure.all(report.options().slo())) {
            json.writeNumberProperty(figure.key(), figure.value(result));
        }
        json.writeObjectPropertyStart("relative");
        for (Figure figure : Figure.all(report.options().slo())) {
            double measure = figure.value(first);
            if (measure != 0) {
                json.writeNumberProperty(figure.key(), figure.value(result) / measure);
            }
        }
        json.writeEndObject();
    }
}
