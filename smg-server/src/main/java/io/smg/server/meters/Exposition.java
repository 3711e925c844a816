package io.smg.server.meters;

import io.helidon.metrics.api.Bucket;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.DistributionSummary;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.HistogramSnapshot;
import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes all series of a registry as Prometheus reads them, family by family, in the order of their names. */
public final class Exposition {

    /** The text formats. */
    public enum Format {
        /** Prometheus' own, 0.0.4. */
        PROMETHEUS("text/plain; version=0.0.4; charset=utf-8"),
        /** OpenMetrics 1.0. */
        OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }

        /** The format that an {@code Accept} prefers: OpenMetrics if it is asked for, and plain text no more than it. */
        public static Format preferredBy(String accept) {
            double open = quality(accept, "application/openmetrics-text");
            return open > 0 && open >= quality(accept, "text/plain") ? OPEN_METRICS : PROMETHEUS;
        }

        private static double quality(String accept, String type) {
            double best = 0;
            for (String range : accept.replace(" ", "").split(",", -1)) {
                if (range.startsWith(type)) {
                    best = Math.max(best, weight(range));
                }
            }
            return best;
        }

        /** One that can't be read is none. */
        private static double weight(String range) {
            int at = range.indexOf(";q=");
            int end = range.indexOf(';', at + 1);
            try {
                return at < 0 ? 1 : Double.parseDouble(range.substring(at + 3, end < 0 ? range.length() : end));
            } catch (NumberFormatException e) {
                return 0;
            }
        }

        /** The media type, as {@code Content-Type} names it. */
        public String contentType() {
            return contentType;
        }
    }

    private static final String TOTAL = "_total";

    private final StringBuilder out = new StringBuilder(16 * 1024);
    private final Format format;

    private Exposition(Format format) {
        this.format = format;
    }

    /** The text. */
    public static String of(MeterRegistry registry, Format format) {
        Map<String, List<Meter>> families = new TreeMap<>();
        registry.meters().forEach(meter -> families.computeIfAbsent(meter.id().name(), name -> new ArrayList<>())
                .add(meter));
        Exposition text = new Exposition(format);
        families.forEach(text::family);
        if (format == Format.OPEN_METRICS) {
            text.out.append("# EOF\n");
        }
        return text.out.toString();
    }

    private void family(String name, List<Meter> series) {
        Meter first = series.getFirst();
        String family = familyName(name);
        first.description().ifPresent(help -> out.append("# HELP ")
                .append(family)
                .append(' ')
                .append(help)
                .append('\n'));
        out.append("# TYPE ").append(family).append(' ').append(typeOf(first)).append('\n');
        series.forEach(meter -> series(name, meter));
    }

    /** OpenMetrics names a counter's family without the suffix that its samples have. */
    private String familyName(String name) {
        boolean cut = format == Format.OPEN_METRICS && name.endsWith(TOTAL);
        return cut ? name.substring(0, name.length() - TOTAL.length()) : name;
    }

    /** The API's counters are whole numbers: a gauge with a counter's name is a counter of fractions. */
    private static String typeOf(Meter meter) {
        String name = meter.id().name();
        return switch (meter.type()) {
            case COUNTER -> "counter";
            case DISTRIBUTION_SUMMARY -> "histogram";
            case GAUGE -> name.endsWith(TOTAL) ? "counter" : "gauge";
            case TIMER, OTHER -> throw new IllegalStateException(name + " is of a type that is not exposed");
        };
    }

    private void series(String name, Meter meter) {
        String labels = labels(meter.id().tags());
        switch (meter) {
            case Counter counter -> sample(name, labels, counter.count());
            case FunctionalCounter counter -> sample(name, labels, counter.count());
            case Gauge<?> gauge -> sample(name, labels, gauge.value().doubleValue());
            case DistributionSummary histogram -> histogram(name, labels, histogram.snapshot());
            default -> throw new IllegalStateException(name + " is of a type that is not exposed");
        }
    }

    private void histogram(String name, String labels, HistogramSnapshot counted) {
        String prefix = labels.isEmpty() ? "le=\"" : labels + ",le=\"";
        for (Bucket bucket : counted.histogramCounts()) {
            sample(name + "_bucket", prefix + number(bucket.boundary()) + '"', bucket.count());
        }
        sample(name + "_bucket", prefix + "+Inf\"", counted.count());
        sample(name + "_sum", labels, counted.total());
        sample(name + "_count", labels, counted.count());
    }

    private void sample(String name, String labels, long value) {
        begin(name, labels).append(value).append('\n');
    }

    private void sample(String name, String labels, double value) {
        begin(name, labels).append(number(value)).append('\n');
    }

    private StringBuilder begin(String name, String labels) {
        out.append(name);
        if (!labels.isEmpty()) {
            out.append('{').append(labels).append('}');
        }
        return out.append(' ');
    }

    private static String labels(Iterable<Tag> tags) {
        StringBuilder text = new StringBuilder();
        for (Tag tag : tags) {
            text.append(text.isEmpty() ? "" : ",").append(tag.key()).append("=\"");
            escape(tag.value(), text);
            text.append('"');
        }
        return text.toString();
    }

    private static void escape(String value, StringBuilder text) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
    }

    /** Whole numbers without a fraction, the infinite one as Prometheus spells it. */
    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        long whole = (long) value;
        return whole == value ? Long.toString(whole) : Double.toString(value);
    }
}
