package io.smg.server;

import io.smg.server.config.ApiKey;
import io.smg.server.config.KeyFile;
import io.smg.server.config.Secret;
import io.smg.server.config.TrustConfig;
import io.smg.server.credentials.Tls;
import io.smg.server.credentials.Watched;
import io.smg.server.credentials.WorkerTls;
import io.smg.server.worker.Approach;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What the gateway shows to its workers, and what it believes of them, out of files that may change. Thread-safe. */
final class Outward {

    private final Watched<WorkerTls> tls;
    private final Optional<Watched<List<ApiKey>>> keyFile;
    private final Approach approach;

    /**
     * Reads the files.
     *
     * @throws io.smg.server.config.UnusableFileException if one of them is no use
     */
    Outward(TrustConfig trust, InstantSource now) {
        tls = Tls.ofWorkers(trust, now);
        keyFile = trust.workerKeyFile().map(Outward::watched);
        approach = new Approach(() -> tls.get().context(), trust.allow());
    }

    /** How to go to workers. */
    Approach approach() {
        return approach;
    }

    /** The key that workers ask for who have none of their own. */
    Optional<Secret> workerKey() {
        return keyFile.map(keys -> keys.get().getFirst().secret());
    }

    /** Reads again what has changed. */
    void readAgain() {
        tls.check();
        keyFile.ifPresent(Watched::check);
    }

    private static Watched<List<ApiKey>> watched(Path file) {
        return new Watched<>("--worker-api-key-file", List.of(file), () -> new KeyFile(file).read());
    }
}
