package io.smg.server.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Where an identity is: the PEM files of a certificate, with the chain that belongs to it, and of its private key.
 *
 * @param certificate the file of the certificate, which comes first, and its chain
 * @param key the file of the private key
 */
public record KeyPairFiles(Path certificate, Path key) {

    /** Both files. */
    public List<Path> paths() {
        return List.of(certificate, key);
    }
}
