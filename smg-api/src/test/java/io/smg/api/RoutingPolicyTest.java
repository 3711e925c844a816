package io.smg.api;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoutingPolicyTest {

    @Test
    void isCompleteWithTheChoiceAlone() {
        List<Worker> workers = List.of(new NamedWorker("w0"));
        RoutingPolicy policy = (request, candidates) -> RoutingDecision.of(candidates.getFirst(), "first");

        assertThatCode(() -> {
                    policy.workersChanged(workers);
                    RoutingDecision decision = policy.select(new NoRequest(), workers);
                    policy.completed(new NoRequest(), decision, new Outcome.Failed(Duration.ZERO));
                    policy.close();
                })
                .doesNotThrowAnyException();
    }

    /** A request that says nothing. */
    private record NoRequest() implements RoutingRequest {

        @Override
        public String model() {
            return "";
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.empty();
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public String promptText() {
            return "";
        }

        @Override
        public int promptTokens() {
            return 0;
        }
    }
}
