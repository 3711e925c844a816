package io.smg.server.credentials;

import io.smg.server.config.UnusableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose word is taken for who a worker is: the system's authorities, and an operator's own. */
public final class Authorities {

    /** Where systems have their bundle: Debian and Alpine, Fedora and its kin, openSUSE, older ones and BSDs. */
    private static final List<Path> BUNDLES = Stream.of(
                    "/etc/ssl/certs/ca-certificates.crt",
                    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
                    "/etc/pki/tls/certs/ca-bundle.crt",
                    "/etc/ssl/ca-bundle.pem",
                    "/etc/ssl/cert.pem")
            .map(Path::of)
            .toList();

    private Authorities() {}

    /**
     * Reads an operator's own authorities.
     *
     * @throws UnusableFileException if one of the files is no use
     */
    public static List<X509Certificate> in(List<Path> files) {
        return files.stream().flatMap(file -> Certificates.in(file).stream()).toList();
    }

    /** The bundle of the operating system, if it has one that can be read. */
    static Optional<Path> bundle() {
        return BUNDLES.stream().filter(Files::isReadable).findFirst();
    }

    /** The system's authorities and these: the bundle's, or those of this JVM where the system has no bundle. */
    static TrustManager[] trustWith(List<X509Certificate> own, Optional<Path> bundle) {
        try {
            List<X509Certificate> all = new ArrayList<>(own);
            all.addAll(bundle.map(Authorities::system).orElseGet(Authorities::ofThisJvm));
            return trust(store(all));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a JVM has a store for certificates", e);
        }
    }

    private static List<X509Certificate> system(Path bundle) {
        try {
            return Certificates.in(bundle);
        } catch (UnusableFileException e) {
            return ofThisJvm();
        }
    }

    /** Empty in an image that was linked without any. */
    private static List<X509Certificate> ofThisJvm() {
        try {
            return Arrays.stream(trust(null))
                    .filter(X509TrustManager.class::isInstance)
                    .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                    .toList();
        } catch (GeneralSecurityException e) {
            return List.of();
        }
    }

    private static TrustManager[] trust(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore store(List<X509Certificate> certificates) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (X509Certificate certificate : certificates) {
            store.setCertificateEntry(Integer.toString(number++), certificate);
        }
        return store;
    }
}
