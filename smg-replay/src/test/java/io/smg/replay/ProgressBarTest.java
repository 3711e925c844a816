package io.smg.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private static final String CLEARED = "\r\u001b[K";

    private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();
    private final ProgressBar bar =
            new ProgressBar(new PrintStream(drawn, true, StandardCharsets.UTF_8), clock::get, 200);

    @Test
    void growsOverItself() {
        show(2_000_000_000L, 50);
        show(4_000_000_000L, 100);

        assertThat(drawn)
                .hasToString(CLEARED + "[#######.......................]  25 %, 6 s left  of this" + CLEARED
                        + "[###############...............]  50 %, 4 s left  of this");
    }

    @Test
    void isDrawnAFewTimesASecondAtMost() {
        for (int i = 0; i < 1_000; i++) {
            show(i * 1_000_000L, 1);
        }

        assertThat(drawn.toString(StandardCharsets.UTF_8).split("\r", -1)).hasSize(10);
    }

    @Test
    void leavesNothing() {
        show(200_000_000L, 0);
        bar.clear();

        assertThat(drawn.toString(StandardCharsets.UTF_8)).endsWith(CLEARED);
    }

    private void show(long nanos, long done) {
        clock.set(nanos);
        bar.show(done, "of this");
    }
}
