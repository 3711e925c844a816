package io.smg.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.Outcome;
import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingRequest;
import io.smg.api.Usage;
import io.smg.api.Worker;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final Fleet FLEET = new Fleet(2, new EngineModel(5_120, 100));

    private final AtomicLong clock = new AtomicLong();
    private final VirtualContext context = new VirtualContext(Map.of(), clock, new Random(1));

    /** Sends everything to the first worker, and takes notes. */
    private static class Recording implements RoutingPolicy {

        final List<String> notes = new ArrayList<>();
        final List<Outcome> outcomes = new ArrayList<>();
        List<Worker> pool = List.of();

        @Override
        public RoutingDecision select(RoutingRequest request, List<Worker> candidates) {
            Worker worker = candidates.getFirst();
            notes.add(worker.inFlight() + " in flight, " + worker.queuedTokens() + " queued");
            return new RoutingDecision(worker, "first", 12);
        }

        @Override
        public void workersChanged(List<Worker> workers) {
            pool = workers;
        }

        @Override
        public void completed(RoutingRequest request, RoutingDecision decision, Outcome outcome) {
            outcomes.add(outcome);
        }
    }

    @Test
    void showsThePolicyTheLoadsThatTheGatewayWouldCount() {
        Recording policy = new Recording();
        Trace trace = new Trace(
                List.of(Traces.request(0, 1), Traces.request(50, 2), Traces.request(130, 3), Traces.request(9_000, 4)));

        play(policy, trace);

        // Each prefill takes 120 ms, and each request is expected to have 500 uncached tokens.
        assertThat(policy.notes)
                .containsExactly(
                        "0 in flight, 0 queued",
                        "1 in flight, 500 queued",
                        "1 in flight, 500 queued",
                        "0 in flight, 0 queued");
        assertThat(policy.pool)
                .hasSize(2)
                .allMatch(worker -> worker.inFlight() == 0 && worker.queuedTokens() == 0)
                .extracting(Worker::url)
                .doesNotHaveDuplicates();
    }

    @Test
    void tellsThePolicyWhatTheEngineFound() {
        Recording policy = new Recording();

        Measured measured = play(policy, new Trace(List.of(Traces.request(0, 1), Traces.request(500, 1, 2))));

        assertThat(policy.outcomes)
                .extracting(outcome -> ((Outcome.Answered) outcome).usage().orElseThrow())
                .containsExactly(new Usage(512, OptionalInt.of(0), 1), new Usage(1_024, OptionalInt.of(512), 1));
        assertThat(measured.hitRate()).isEqualTo(1.0 / 3);
        assertThat(measured.mean()).isEqualTo(0.12);
    }

    @Test
    void showsThePolicyTheTimeOfTheTrace() {
        List<Long> times = new ArrayList<>();
        RoutingPolicy policy = (request, candidates) -> {
            times.add(context.nanoTime());
            return RoutingDecision.of(candidates.getFirst(), "first");
        };

        play(policy, new Trace(List.of(Traces.request(7, 1), Traces.request(5_000, 1))));

        assertThat(times).containsExactly(7_000_000L, 5_000_000_000L);
    }

    @Test
    void replacesAPolicyThatFails() {
        RoutingPolicy failing = new RoutingPolicy() {
            @Override
            public RoutingDecision select(RoutingRequest request, List<Worker> candidates) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void completed(RoutingRequest request, RoutingDecision decision, Outcome outcome) {
                throw new IllegalStateException("broken too");
            }
        };

        Measured measured = play(failing, Traces.conversations(10, 2, 1));

        assertThat(measured.count()).isEqualTo(20);
        assertThat(measured.failures()).isEqualTo(40);
    }

    @Test
    void replacesAChoiceOfAStranger() {
        RoutingPolicy strange = (request, candidates) -> RoutingDecision.of(new Stranger(), "elsewhere");

        Measured measured = play(strange, Traces.conversations(10, 2, 1));

        assertThat(measured.count()).isEqualTo(20);
        assertThat(measured.failures()).isEqualTo(20);
    }

    @Test
    void stopsWhenItIsTold() {
        Replay replay = new Replay(new Recording(), context, FLEET, answered -> answered < 5);

        replay.play(Traces.conversations(10, 2, 1));

        assertThat(replay.measured().count()).isEqualTo(5);
    }

    @Test
    void saysHowUnevenTheWorkWas() {
        Replay one = new Replay(new Recording(), context, FLEET, answered -> true);
        one.play(new Trace(List.of(Traces.request(0, 1), Traces.request(0, 2))));

        assertThat(one.skew()).isEqualTo(2);
        assertThat(new Replay(new Recording(), context, FLEET, answered -> true).skew())
                .isEqualTo(1);
    }

    private Measured play(RoutingPolicy policy, Trace trace) {
        Replay replay = new Replay(policy, context, FLEET, answered -> true);
        replay.play(trace);
        return replay.measured();
    }

    /** A worker of nobody's. */
    private record Stranger() implements Worker {

        @Override
        public String id() {
            return "stranger";
        }

        @Override
        public URI url() {
            return URI.create("http://stranger");
        }

        @Override
        public Set<String> models() {
            return Set.of();
        }

        @Override
        public Map<String, String> labels() {
            return Map.of();
        }

        @Override
        public int inFlight() {
            return 0;
        }

        @Override
        public long queuedTokens() {
            return 0;
        }
    }
}
