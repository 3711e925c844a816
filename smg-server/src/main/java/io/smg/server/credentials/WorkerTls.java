package io.smg.server.credentials;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What connections to workers are encrypted with. The system's authorities are read when the first connection needs
 * them: reading them takes longer than the rest of a start, and most fleets have no use for them. Thread-safe.
 */
public final class WorkerTls {

    private final Supplier<SSLContext> making;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable SSLContext made;

    WorkerTls(Supplier<SSLContext> making) {
        this.making = making;
    }

    /** The context, made when it is first asked for. */
    public SSLContext context() {
        SSLContext context = made;
        return context != null ? context : make();
    }

    private SSLContext make() {
        lock.lock();
        try {
            SSLContext context = made != null ? made : making.get();
            made = context;
            return context;
        } finally {
            lock.unlock();
        }
    }
}
