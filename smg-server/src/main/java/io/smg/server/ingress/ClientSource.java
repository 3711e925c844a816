package io.smg.server.ingress;

import io.smg.server.exchange.Client;
import java.util.ArrayDeque;
import java.util.Queue;
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

    private final Supplier<byte @Nullable []> socket;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition watchEnded = lock.newCondition();
    private final Queue<byte[]> ahead = new ArrayDeque<>();
    private int aheadBytes;
    private boolean reading;
    private boolean watching;
    private boolean ended;

    /**
     * Makes the source.
     *
     * @param socket blocks until bytes arrive, null at the end of the stream
     */
    ClientSource(Supplier<byte @Nullable []> socket) {
        this.socket = socket;
    }

    /** The next bytes, or null at the end of the stream. */
    @Override
    public byte @Nullable [] get() {
        lock.lock();
        try {
            while (ahead.isEmpty() && watching && !ended) {
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
        lock.lock();
        try {
            if (reading || watching || ended) {
                return;
            }
            watching = true;
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("client-watch").start(() -> readAhead(client));
    }

    private void readAhead(Client.Watch client) {
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
            watching = false;
            watchEnded.signalAll();
            return ended;
        } finally {
            lock.unlock();
        }
    }
}
