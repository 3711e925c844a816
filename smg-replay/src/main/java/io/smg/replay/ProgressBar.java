package io.smg.replay;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A bar on a terminal that grows with the requests that have been played, and says how long it will take to its end. It
 * is one line, which is drawn over itself a few times a second. For one thread.
 */
final class ProgressBar {

    private static final int WIDTH = 30;
    private static final long PAUSE = 100_000_000;
    private static final double NANOS_A_SECOND = 1e9;
    private static final String START_OF_LINE = "\r\u001b[K";

    private final PrintStream terminal;
    private final LongSupplier nanoTime;
    private final long total;
    private final long begun;
    private long drawn;

    /**
     * A bar that is not to be seen yet.
     *
     * @param terminal where it is drawn
     * @param nanoTime the time
     * @param total how much there is to do
     */
    ProgressBar(PrintStream terminal, LongSupplier nanoTime, long total) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.total = total;
        begun = nanoTime.getAsLong();
        drawn = begun;
    }

    /** Says how much is done, and of what. */
    void show(long done, String what) {
        long now = nanoTime.getAsLong();
        if (now - drawn >= PAUSE) {
            drawn = now;
            terminal.print(START_OF_LINE + line(done, now - begun) + what);
            terminal.flush();
        }
    }

    /** Leaves the line empty. */
    void clear() {
        terminal.print(START_OF_LINE);
        terminal.flush();
    }

    private String line(long done, long nanos) {
        double share = Math.min(1, (double) done / total);
        int full = (int) (WIDTH * share);
        String bar = "#".repeat(full) + ".".repeat(WIDTH - full);
        double rest = share == 0 ? 0 : nanos / NANOS_A_SECOND * (1 - share) / share;
        return String.format(Locale.ROOT, "[%s] %3.0f %%, %.0f s left  ", bar, 100 * share, Math.ceil(rest));
    }
}
