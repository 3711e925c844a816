package io.smg.server.observe;

import io.smg.server.config.AccessLogTarget;
import io.smg.server.config.LogConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes one line a request, on a thread of its own: a request leaves its record in a bounded queue and goes on, and
 * where the queue is full its line is dropped and counted. Thread-safe.
 */
public final class AccessLog implements RequestObserver, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(AccessLog.class.getName());

    /** What a second's burst of small requests leaves between two writes. */
    private static final int CAPACITY = 16_384;

    /** How long lines are gathered; nobody is woken for a single one. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final ArrayBlockingQueue<RequestRecord> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final LongAdder dropped = new LongAdder();
    private final AccessLine line;
    private final LineSink sink;
    private final Thread writer =
            Thread.ofPlatform().daemon().name("access-log").unstarted(this::run);
    private volatile boolean closing;

    private AccessLog(LogConfig.Format format, LineSink sink) {
        line = new AccessLine(format);
        this.sink = sink;
    }

    /**
     * Begins to write where the configuration says.
     *
     * @throws IOException if there is a file to write to and it can't be opened
     */
    public static AccessLog start(LogConfig config) throws IOException {
        return start(
                config.format(),
                switch (config.access()) {
                    case AccessLogTarget.Off _ -> LineSink.NOWHERE;
                    case AccessLogTarget.Stdout _ -> Logs.standardOutput();
                    case AccessLogTarget.ToFile(var path) -> new LogFile(path);
                });
    }

    static AccessLog start(LogConfig.Format format, LineSink sink) {
        AccessLog log = new AccessLog(format, sink);
        if (sink != LineSink.NOWHERE) {
            log.writer.start();
        }
        return log;
    }

    /** How many lines were dropped, because the queue was full or could not be written. */
    public long dropped() {
        return dropped.sum();
    }

    @Override
    public void ended(RequestRecord request) {
        if (sink != LineSink.NOWHERE && !waiting.offer(request)) {
            dropped.increment();
        }
    }

    /** Writes what is left, for a moment. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(writer);
        try {
            if (writer.join(LAST_WORDS)) {
                sink.close();
            }
        } catch (InterruptedException e) {
            // Whoever is in a hurry goes without the last lines.
            Thread.currentThread().interrupt();
        } catch (IllegalThreadStateException e) {
            // It was never started: there is nothing to write.
        }
    }

    private void run() {
        List<RequestRecord> batch = new ArrayList<>();
        ByteArrayOutputStream lines = new ByteArrayOutputStream(64 * 1024);
        while (!closing || !waiting.isEmpty()) {
            waiting.drainTo(batch, CAPACITY / 16);
            if (batch.isEmpty()) {
                LockSupport.parkNanos(PAUSE.toNanos());
            } else {
                batch.forEach(request -> line.write(request, lines));
                write(lines, batch.size());
                batch.clear();
                lines.reset();
            }
        }
    }

    private void write(ByteArrayOutputStream lines, int count) {
        try {
            sink.write(lines);
        } catch (IOException e) {
            if (dropped() == 0) {
                LOG.log(System.Logger.Level.WARNING, "the access log can not be written: {0}", e.getMessage());
            }
            dropped.add(count);
        }
    }
}
