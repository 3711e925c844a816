package io.smg.server.worker;

import io.smg.server.config.WorkerAllow;
import java.net.InetAddress;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * How the gateway goes to its workers, be it with a request or with a question of its own.
 *
 * @param tls what new connections are encrypted with
 * @param allow where a worker may be that somebody has added over HTTP
 */
public record Approach(Supplier<SSLContext> tls, WorkerAllow allow) {

    /** Whether a worker may be connected to at what its host stands for now. */
    public boolean permits(Backend worker, InetAddress address) {
        return !worker.wasAddedOverHttp() || allow.permits(worker.url().getHost(), address);
    }
}
