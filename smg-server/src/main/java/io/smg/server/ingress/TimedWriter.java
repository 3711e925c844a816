package io.smg.server.ingress;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.time.Duration;

/** Writes to a client, each write within a deadline, so that a client that reads nothing can't hold a thread. */
final class TimedWriter implements DataWriter {

    private final DataWriter socket;
    private final Deadline deadline;
    private final long nanos;

    TimedWriter(DataWriter socket, Deadline deadline, Duration limit) {
        this.socket = socket;
        this.deadline = deadline;
        this.nanos = limit.toNanos();
    }

    @Override
    public void write(BufferData... buffers) {
        writeNow(buffers);
    }

    @Override
    public void write(BufferData buffer) {
        writeNow(buffer);
    }

    @Override
    public void writeNow(BufferData... buffers) {
        writeNow(BufferData.create(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
        deadline.at(deadline.now() + nanos);
        try {
            socket.writeNow(buffer);
        } finally {
            deadline.clear();
        }
    }
}
