package io.smg.server.worker;

import static io.smg.server.worker.Backend.Health.NOT_READY;
import static io.smg.server.worker.Backend.Health.PENDING;
import static io.smg.server.worker.Backend.Health.READY;
import static org.assertj.core.api.Assertions.assertThat;

import io.smg.server.config.HealthConfig;
import io.smg.server.worker.Backend.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

    /** Out after three bad probes in a row, back after two good ones. */
    private final Verdict verdict = new Verdict(
            new HealthConfig(HealthConfig.Mode.PROBED, Duration.ofSeconds(10), Duration.ofSeconds(5), "/health", 3, 2));

    @Test
    void trustsANewWorkerAfterItsFirstGoodProbe() {
        assertThat(after(PENDING, "+")).containsExactly(READY);
        assertThat(after(PENDING, "-----+")).endsWith(PENDING, READY).startsWith(PENDING);
    }

    @Test
    void doesNotGiveAReadyWorkerUpBeforeTheThreshold() {
        assertThat(after(READY, "--")).containsOnly(READY);
        assertThat(after(READY, "+---")).containsExactly(READY, READY, READY, NOT_READY);
    }

    @Test
    void countsBadProbesInARowOnly() {
        assertThat(after(READY, "--+--+--")).containsOnly(READY);
    }

    @Test
    void takesAWorkerBackAfterTheOtherThreshold() {
        assertThat(after(NOT_READY, "+-+-++")).endsWith(NOT_READY, READY).containsOnlyOnce(READY);
    }

    private List<Health> after(Health before, String probes) {
        List<Health> course = new ArrayList<>();
        Health now = before;
        for (int i = 0; i < probes.length(); i++) {
            now = verdict.after(probes.charAt(i) == '+', now);
            course.add(now);
        }
        return course;
    }
}
