package io.smg.replay;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One thing that a replay says of a policy.
 *
 * @param label what it is, for people, with its unit
 * @param key what it is, for programs
 * @param digits how many digits behind the point people want
 * @param scale by which the value is multiplied for people
 * @param reading the value in a result
 */
record Figure(String label, String key, int digits, double scale, ToDoubleFunction<Result> reading) {

    private static final double PERCENT = 100;
    private static final double MILLIS_A_SECOND = 1e3;

    /** All figures; one is the share of requests that waited no longer than a bound. */
    static List<Figure> all(Duration slo) {
        String within = "within " + plain(slo.toMillis() / MILLIS_A_SECOND) + " s, %";
        return List.of(
                new Figure("TTFT mean, s", "ttft_mean_seconds", 3, 1, r -> r.measured()
                        .mean()),
                new Figure("TTFT p50, s", "ttft_p50_seconds", 3, 1, quantile(0.5)),
                new Figure("TTFT p90, s", "ttft_p90_seconds", 3, 1, quantile(0.9)),
                new Figure("TTFT p99, s", "ttft_p99_seconds", 3, 1, quantile(0.99)),
                new Figure(within, "within_slo", 1, PERCENT, r -> r.measured().shareWithin(slo)),
                new Figure(
                        "tokens cached, %",
                        "token_hit_rate", 1, PERCENT, r -> r.measured().hitRate()),
                new Figure("busiest / mean", "skew", 3, 1, Result::skew));
    }

    /** The value, for people. */
    String text(Result result) {
        return String.format(Locale.ROOT, "%." + digits + "f", scale * value(result));
    }

    /** The value. */
    double value(Result result) {
        return reading.applyAsDouble(result);
    }

    /** A number without digits that say nothing. */
    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    private static ToDoubleFunction<Result> quantile(double share) {
        return result -> result.measured().quantile(share);
    }
}
