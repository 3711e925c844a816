package io.smg.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.RoutingDecision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final PolicyChoice POLICY = new PolicyChoice("fast", Map.of("b", "2", "a", "1"));

    @Test
    void ofAnInterruptedReplaySaysSoAndHowFarItCame() {
        String text = report(ReplayOptions.Format.TABLE, result(1_200, false), result(0, false));

        assertThat(text).contains("Interrupted: what follows is of the requests answered so far.");
        assertThat(text).containsPattern("answered +1,200 +0\n").contains("fast a=1 b=2");
    }

    @Test
    void tellsOfPoliciesThatFailed() {
        Result failed = result(1, true);
        failed.measured().addFailure();

        assertThat(report(ReplayOptions.Format.TABLE, failed, result(1, true)))
                .containsPattern("policy failed +1 +0\n")
                .doesNotContain("Interrupted");
    }

    @Test
    void comparesWithTheFirstWhereThatIsMoreThanNothing() {
        String text = report(ReplayOptions.Format.TABLE, result(1, true), result(2, true));

        assertThat(text)
                .containsPattern("TTFT mean, s +0.001 +0.002 \\(1.50x\\)\n")
                .containsPattern("within 2.5 s, % +100.0 +100.0 \\(1.00x\\)\n")
                .containsPattern("tokens cached, % +0.0 +0.0\n");
    }

    @Test
    void saysTheSameToPrograms() {
        assertThat(report(ReplayOptions.Format.JSON, result(1, true), result(2, false)))
                .contains("\"complete\":false", "\"slo_seconds\":2.5", "\"answered\":2", "\"ttft_mean_seconds\":1.5");
    }

    private static String report(ReplayOptions.Format format, Result... results) {
        ReplayOptions options = new ReplayOptions(
                Path.of("some/trace.jsonl"),
                List.of(POLICY, POLICY),
                List.of(),
                new Fleet(8, new EngineModel(8_000, 6_000)),
                1.5,
                Duration.ZERO,
                Duration.ofMillis(2_500),
                1,
                format);
        return new Report(options, 5_000, List.of(results)).text();
    }

    /** A result of requests that took one millisecond, two, and so on. */
    private static Result result(int requests, boolean isComplete) {
        Measured measured = new Measured();
        for (int i = 1; i <= requests; i++) {
            Turn turn = new Turn(
                    new PromptOfTrace(Traces.request(0, 1)), RoutingDecision.of(new ModelledWorker(0), "test"), 0);
            turn.began(i * 1_000_000L);
            measured.add(turn);
        }
        return new Result(POLICY, measured, 1, isComplete, Duration.ofMillis(10));
    }
}
