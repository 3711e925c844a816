package io.smg.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the gateway and its workers know each other.
 *
 * @param identity the certificate that is shown to workers
 * @param authorities files of CA certificates that are trusted beside the system's
 * @param workerKeyFile the file of the key that workers ask for who have none of their own
 * @param allow where a worker may be that somebody adds over HTTP
 */
public record TrustConfig(
        Optional<KeyPairFiles> identity, List<Path> authorities, Optional<Path> workerKeyFile, WorkerAllow allow) {

    /** What holds unless something else is set. */
    public static final TrustConfig DEFAULT =
            new TrustConfig(Optional.empty(), List.of(), Optional.empty(), WorkerAllow.DEFAULT);

    /** Copies the parts. */
    public TrustConfig {
        authorities = List.copyOf(authorities);
    }
}
