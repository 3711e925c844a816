package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Launched;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Assumptions;

/** The program that is a real kube-apiserver and its etcd. */
final class ApiServerBinary {

    private static final int NO_GO = 3;

    /** Five minutes on two cores, and more while the other tests run. */
    private static final Duration PATIENCE = Duration.ofMinutes(25);

    /** Test classes that begin side by side don't build it twice. */
    private static final ReentrantLock BUILDING = new ReentrantLock();

    private ApiServerBinary() {}

    /** Where it is; builds it if need be. Without Go to build it with, the test that asks is skipped. */
    static Path path() throws InterruptedException {
        BUILDING.lock();
        try {
            return build();
        } finally {
            BUILDING.unlock();
        }
    }

    private static Path build() throws InterruptedException {
        Path script = Built.ROOT.resolve("smg-testkit/kubeapi/build.sh");
        try (Launched build = Launched.start(List.of("sh", script.toString()), Map.of(), Built.ROOT)) {
            int status = build.awaitExit(PATIENCE);
            List<String> said = build.err().allLines();
            Assumptions.assumeTrue(status != NO_GO, () -> String.join(" ", said));
            assertThat(status).as("%s: %s", script, said).isZero();
            return Path.of(build.out().allLines().getFirst());
        }
    }
}
