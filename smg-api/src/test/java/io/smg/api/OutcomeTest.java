package io.smg.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    @Test
    void tellsAPolicyWhatItsWorkerReported() {
        Usage usage = new Usage(900, OptionalInt.of(640), 30);
        Outcome outcome = new Outcome.Answered(200, Duration.ofMillis(80), Duration.ofSeconds(2), Optional.of(usage));

        assertThat(cachedTokens(outcome)).hasValue(640);
    }

    @Test
    void tellsNothingWhereTheWorkerSaidNothing() {
        Usage silent = new Usage(900, OptionalInt.empty(), 30);

        assertThat(cachedTokens(new Outcome.Answered(200, Duration.ZERO, Duration.ZERO, Optional.of(silent))))
                .isEmpty();
        assertThat(cachedTokens(new Outcome.Answered(500, Duration.ZERO, Duration.ZERO, Optional.empty())))
                .isEmpty();
        assertThat(cachedTokens(new Outcome.Failed(Duration.ZERO))).isEmpty();
        assertThat(cachedTokens(new Outcome.Cancelled(Duration.ZERO))).isEmpty();
    }

    /** Reads an outcome as a policy would; compiles only while the three are all there are. */
    private static OptionalInt cachedTokens(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered ->
                answered.usage().map(Usage::cachedTokens).orElse(OptionalInt.empty());
            case Outcome.Failed _, Outcome.Cancelled _ -> OptionalInt.empty();
        };
    }
}
