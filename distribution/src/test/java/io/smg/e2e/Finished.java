package io.smg.e2e;

import io.smg.distribution.Launched;
import java.time.Duration;
import java.util.List;

/**
 * What a process that has ended left behind.
 *
 * @param status its exit status
 * @param out the lines of its standard output
 * @param err the lines of its standard error
 */
record Finished(int status, List<String> out, List<String> err) {

    /** Waits for a process to end by itself. */
    static Finished of(Launched process) throws InterruptedException {
        try (process) {
            int status = process.awaitExit(Duration.ofSeconds(60));
            return new Finished(status, process.out().allLines(), process.err().allLines());
        }
    }
}
