package io.smg.server.credentials;

import io.smg.server.config.KeyPairFiles;
import io.smg.server.config.TrustConfig;
import io.smg.server.config.UnusableFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How connections are encrypted, on either side: TLS 1.2 and 1.3 with suites that keep what was said secret if a key
 * becomes known later. Each change of a file makes a new context, so that no session of before is resumed.
 */
public final class Tls {

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private static final String[] SUITES = {
        "TLS_AES_128_GCM_SHA256",
        "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
    };

    private Tls() {}

    /**
     * What the listener encrypts with, as long as these files say so.
     *
     * @throws UnusableFileException if they are no use
     */
    public static Watched<SSLContext> ofListener(KeyPairFiles files, InstantSource now) {
        return new Watched<>(
                "--tls-cert-path, --tls-key-path",
                files.paths(),
                () -> context(Optional.of(Identity.read(files, now)), null));
    }

    /**
     * What connections to workers are encrypted with, as long as these files say so.
     *
     * @throws UnusableFileException if they are no use
     */
    public static Watched<WorkerTls> ofWorkers(TrustConfig trust, InstantSource now) {
        List<Path> files = new ArrayList<>(trust.authorities());
        trust.identity().map(KeyPairFiles::paths).ifPresent(files::addAll);
        return new Watched<>("--client-cert-path, --client-key-path, --ca-cert-path", files, () -> {
            List<X509Certificate> authorities = Authorities.in(trust.authorities());
            Optional<Identity> identity = trust.identity().map(pair -> Identity.read(pair, now));
            return new WorkerTls(() -> context(identity, Authorities.trustWith(authorities, Authorities.bundle())));
        });
    }

    /** What both sides of the gateway ask of a connection; the rest is the side's own. */
    public static SSLParameters parameters() {
        SSLParameters parameters = new SSLParameters(SUITES, VERSIONS);
        parameters.setUseCipherSuitesOrder(true);
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        return parameters;
    }

    private static SSLContext context(Optional<Identity> identity, TrustManager @Nullable [] trust) {
        try {
            KeyManager[] keys = identity.stream().map(OneIdentity::new).toArray(KeyManager[]::new);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has TLS", e);
        }
    }
}
