package io.smg.sim.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads ahead into a connection's empty buffer on a thread of its own, so that the client's leaving is noticed at once.
 * Whoever owns the buffer keeps off it from {@link #watch} until {@link #take}.
 */
final class Lookout {

    private static final Runnable NOTHING = () -> {};

    private final InputStream in;
    private final byte[] buffer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wentOn = lock.newCondition();
    private boolean looking;
    private int found;
    private boolean ended;
    private Runnable whenEnded = NOTHING;

    Lookout(InputStream in, byte[] buffer) {
        this.in = in;
        this.buffer = buffer;
    }

    /** Runs something once the input ends, which may be now, or on another thread until {@link #unwatch}. */
    void watch(Runnable whenEnded) {
        if (!begin(whenEnded)) {
            whenEnded.run();
        }
    }

    /** Forgets what {@link #watch} was to run. */
    void unwatch() {
        lock.lock();
        try {
            whenEnded = NOTHING;
        } finally {
            lock.unlock();
        }
    }

    /** How much there is in the buffer that was read ahead; -1 at the input's end. Waits for a read under way. */
    int take() {
        lock.lock();
        try {
            while (looking) {
                wentOn.awaitUninterruptibly();
            }
            int count = ended ? -1 : found;
            found = 0;
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Returns false if the input has ended already. */
    private boolean begin(Runnable told) {
        lock.lock();
        try {
            whenEnded = told;
            if (!ended && !looking && found == 0) {
                looking = true;
                Thread.ofVirtual().name("lookout").start(this::look);
            }
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        int count = read();
        if (count < 0) {
            end().run();
        } else {
            find(count);
        }
    }

    private int read() {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            return -1; // Reset or closed: the client has left, too.
        }
    }

    private void find(int count) {
        lock.lock();
        try {
            found = count;
            looking = false;
            wentOn.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Runnable end() {
        lock.lock();
        try {
            ended = true;
            looking = false;
            wentOn.signalAll();
            return whenEnded;
        } finally {
            lock.unlock();
        }
    }
}
