package io.smg.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MergedMetricsTest {

    private final MergedMetrics metrics = new MergedMetrics();

    @Test
    void saysWhatAFamilyIsOnceAndThenAllItsSamples() {
        metrics.add("http://a", "# HELP q Waiting.\n# TYPE q gauge\nq 1\n");
        metrics.add("http://b", "# HELP q Waiting requests.\n# TYPE q gauge\nq 2\n");

        assertThat(metrics.toString()).isEqualTo("""
                        # HELP q Waiting.
                        # TYPE q gauge
                        q{worker_addr="http://a"} 1
                        q{worker_addr="http://b"} 2
                        """);
    }

    @Test
    void keepsTheLabelsThatASampleHas() {
        metrics.add("http://a", "q{m=\"x} y\",n=\"z\"} 1 1700000000\nr{} 2\n");

        assertThat(metrics.toString()).isEqualTo("""
                        q{worker_addr="http://a",m="x} y",n="z"} 1 1700000000
                        r{worker_addr="http://a"} 2
                        """);
    }

    @Test
    void keepsTheSamplesOfAHistogramTogether() {
        metrics.add("http://a", histogram());
        metrics.add("http://b", histogram());

        assertThat(metrics.toString().lines().filter(line -> line.startsWith("#")))
                .containsExactly("# HELP h How long.", "# TYPE h histogram", "# TYPE other counter");
        assertThat(metrics.toString()
                        .lines()
                        .filter(line -> line.startsWith("h"))
                        .count())
                .isEqualTo(6);
        assertThat(metrics.toString().indexOf("http://b"))
                .isLessThan(metrics.toString().indexOf("# TYPE other"));
    }

    @Test
    void leavesOutWhatIsNoSample() {
        metrics.add("http://a", "<html>\n\n# a comment\n{x} 1\nnothing\n# TYPE empty gauge\n");

        assertThat(metrics.toString()).isEmpty();
    }

    private static String histogram() {
        return """
                # HELP h How long.
                # TYPE h histogram
                h_bucket{le="+Inf"} 2
                h_sum 3
                h_count 2
                # TYPE other counter
                other_total 1
                """;
    }
}
