package io.smg.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.RoutingDecision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelledEngineTest implements ModelledEngine.Listener {

    private static final double MILLI = 1e6;

    private final List<String> events = new ArrayList<>();
    private final ModelledEngine engine = new ModelledEngine(new EngineModel(5_120, 100), new ModelledWorker(0), this);
    private long now;

    @Test
    void prefillsOneAtATimeInOrder() {
        accept(0, 1, 1, 2);
        accept(10, 1, 3);

        run();

        // 20 ms and 100 ms a block of 512 tokens.
        assertThat(events).containsExactly("began 1 at 220", "ended 1 at 220", "began 3 at 340", "ended 3 at 340");
    }

    @Test
    void prefillsOnlyWhatIsNotCached() {
        accept(0, 1, 1, 2);
        accept(0, 1, 1, 2, 3);
        accept(0, 1, 1, 2, 3);

        run();

        assertThat(events).contains("began 1 at 220", "began 1 at 340", "began 1 at 360");
        assertThat(engine.prefillNanos()).isEqualTo(360_000_000);
    }

    @Test
    void cachesABlockWhenItIsPrefilledAndNotBefore() {
        ModelledEngine other = new ModelledEngine(new EngineModel(5_120, 100), new ModelledWorker(1), this);
        Turn first = turn(0, 1, 7);
        Turn second = turn(0, 1, 7);
        other.accept(first, 0);

        other.accept(second, 0);
        assertThat(second.cachedTokens()).isZero();
        other.happen(other.nextEvent());

        assertThat(second.cachedTokens()).isEqualTo(512);
    }

    @Test
    void givesATokenAStep() {
        accept(0, 11, 1);

        run();

        // Ten tokens after the first, 12.4 ms each.
        assertThat(events).containsExactly("began 1 at 120", "ended 1 at 244");
    }

    @Test
    void stepsTakeLongerTheMoreAreRunning() {
        accept(0, 101, 1);
        accept(0, 11, 2);

        run();

        // Alone until 240, then ten steps of 12.8 ms together, then alone again.
        assertThat(events).containsExactly("began 1 at 120", "began 2 at 240", "ended 2 at 368", "ended 1 at 1364");
    }

    @Test
    void goesOnWithTheNextWhenItIsIdleAndWhenItIsNot() {
        accept(0, 1, 1);
        run();

        accept(1_000, 1, 2);
        run();

        assertThat(events).contains("began 2 at 1120");
        assertThat(engine.nextEvent()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void hasNoMoreCachedThanThePromptHas() {
        TracedRequest request = new TracedRequest(0, 600, 1, new long[] {1, 2});
        Turn turn = new Turn(new PromptOfTrace(request), RoutingDecision.of(engine.worker(), "test"), 0);

        turn.foundCached(2);

        assertThat(turn.cachedTokens()).isEqualTo(600);
        assertThat(turn.uncachedTokens()).isZero();
    }

    @Override
    public void began(ModelledEngine happening, Turn turn) {
        note("began", turn);
    }

    @Override
    public void ended(ModelledEngine happening, Turn turn) {
        note("ended", turn);
    }

    private void note(String what, Turn turn) {
        events.add(what + " " + turn.blocks()[0] + " at " + Math.round(now / MILLI));
    }

    private void accept(long millis, int output, long... blocks) {
        now = millis * 1_000_000;
        engine.accept(turn(millis, output, blocks), now);
    }

    private Turn turn(long millis, int output, long... blocks) {
        TracedRequest request = new TracedRequest(millis * 1_000_000, 512 * blocks.length, output, blocks);
        return new Turn(new PromptOfTrace(request), RoutingDecision.of(engine.worker(), "test"), now);
    }

    private void run() {
        while (engine.nextEvent() != Long.MAX_VALUE) {
            now = engine.nextEvent();
            engine.happen(now);
        }
    }
}
