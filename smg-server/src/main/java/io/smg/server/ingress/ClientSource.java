package io.smg.server.ingress;

import io.smg.server.exchange.Client;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one client connection. They are read by the connection's own thread, except while a request waits for
 * its worker: then a watch may read ahead, so that the end of the stream is noticed at once, and what it read is
 * handed to the connection's thread afterwards.
 */
final class ClientSource implements Supplier<byte @Nullable []> {

    /**
     * How much a watch reads ahead; a client that has sent more than that is no longer watched. Only behind all that
     * was sent can its leaving be seen, and a request that is queued has its body still unread: this holds a long
     * prompt, and with a default queue that is full of such requests the gateway holds 32 MiB.
     */
    private static final int MAX_AHEAD = 256 * 1024;

    private static final ThreadFactory WATCHES =
            Thread.ofVirtual().name("client-watch").factory();

    private final Supplier<byte @Nullable []> socket;
    private final ThreadFactory watches;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition watchEnded = lock.newCondition();
    private final Queue<byte[]> ahead = new ArrayDeque<>();
    private int aheadBytes;
    private boolean reading;
    private @Nullable Thread watch;
    private boolean watchReads;
    private boolean ended;

    /**
     * Makes the source.
     *
     * @param socket blocks until bytes arrive, null at the end of the stream
     */
    ClientSource(Supplier<byte @Nullable []> socket) {
        this(socket, WATCHES);
    }

    /** Makes a source whose watches run on threads from elsewhere. */
    ClientSource(Supplier<byte @Nullable []> socket, ThreadFactory watches) {
        this.socket = socket;
        this.watches = watches;
    }

    /** The next bytes, or null at the end of the stream. */
    @Override
    public byte @Nullable [] get() {
        lock.lock();
        try {
            if (!watchReads) {
                // A watch that has not begun by now may have to wait long for a processor: nobody waits for it.
                watch = null;
            }
            while (ahead.isEmpty() && watch != null && !ended) {
                watchEnded.awaitUninterruptibly();
            }
            byte[] bytes = ahead.poll();
            if (bytes != null) {
                aheadBytes -= bytes.length;
                return bytes;
            }
            if (ended) {
                return null;
            }
            reading = true;
        } finally {
            lock.unlock();
        }
        return readUnwatched();
    }

    /** A socket has one buffer for what arrives, so that two who read at once would read each other's bytes. */
    private byte @Nullable [] readUnwatched() {
        try {
            return socket.get();
        } finally {
            lock.lock();
            try {
                reading = false;
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Reads ahead on a thread of its own until the stream ends, the exchange is over, or enough was read. Does nothing
     * while the connection's thread reads, which will notice the end itself.
     *
     * @param client told when the stream ends while its exchange is still under way
     */
    void watch(Client.Watch client) {
        Thread thread;
        lock.lock();
        try {
            if (reading || watch != null || ended) {
                return;
            }
            thread = watches.newThread(() -> readAhead(client));
            watch = thread;
        } finally {
            lock.unlock();
        }
        thread.start();
    }

    private void readAhead(Client.Watch client) {
        if (!begin()) {
            return;
        }
        boolean more = true;
        while (more) {
            byte[] bytes = read();
            more = take(bytes) && client.isUnderWay();
        }
        boolean left = stopWatching();
        if (left) {
            client.left();
        }
    }

    /** Whether this thread's watch is still wanted. */
    private boolean begin() {
        lock.lock();
        try {
            if (watch != Thread.currentThread()) {
                return false;
            }
            watchReads = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private byte @Nullable [] read() {
        try {
            return socket.get();
        } catch (RuntimeException e) {
            return null; // A broken connection is one whose client has left.
        }
    }

    private boolean take(byte @Nullable [] bytes) {
        lock.lock();
        try {
            if (bytes == null) {
                ended = true;
                return false;
            }
            ahead.add(bytes);
            aheadBytes += bytes.length;
            watchEnded.signalAll();
            return aheadBytes < MAX_AHEAD;
        } finally {
            lock.unlock();
        }
    }

    private boolean stopWatching() {
        lock.lock();
        try {
            watch = null;
            watchReads = false;
            watchEnded.signalAll();
            return ended;
        } finally {
            lock.unlock();
        }
    }
}
