package io.smg.server.credentials;

import io.smg.server.config.KeyPairFiles;
import io.smg.server.config.UnusableFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;

/**
 * Who the gateway says it is: a certificate with its chain, and the private key that proves it.
 *
 * @param chain the certificate, then those that vouch for it
 * @param key the certificate's private key
 */
public record Identity(List<X509Certificate> chain, PrivateKey key) {

    private static final byte[] SAMPLE = {'s', 'm', 'g'};

    /** Copies the chain. */
    public Identity {
        chain = List.copyOf(chain);
    }

    /**
     * Reads an identity, and makes sure that it is good for something.
     *
     * @param now what time it is
     * @throws UnusableFileException if a file is no use, the two don't belong together, or the certificate has expired
     */
    public static Identity read(KeyPairFiles files, InstantSource now) {
        List<X509Certificate> chain = Certificates.in(files.certificate());
        X509Certificate own = chain.getFirst();
        checkTime(own, files.certificate(), Date.from(now.instant()));
        PrivateKey key = PrivateKeys.in(files.key(), own.getPublicKey());
        if (!belong(key, own.getPublicKey())) {
            throw UnusableFileException.in(
                    files.key(), "it is not the key of the certificate in '" + files.certificate() + "'");
        }
        return new Identity(chain, key);
    }

    private static void checkTime(X509Certificate certificate, Path file, Date now) {
        try {
            certificate.checkValidity(now);
        } catch (CertificateExpiredException e) {
            throw UnusableFileException.in(
                    file,
                    "the certificate expired at " + certificate.getNotAfter().toInstant());
        } catch (CertificateNotYetValidException e) {
            throw UnusableFileException.in(
                    file,
                    "the certificate is valid from "
                            + certificate.getNotBefore().toInstant() + " on");
        }
    }

    private static boolean belong(PrivateKey key, PublicKey partner) {
        try {
            Signature signing = Signature.getInstance(algorithm(key));
            signing.initSign(key);
            signing.update(SAMPLE);
            byte[] signature = signing.sign();
            Signature checking = Signature.getInstance(algorithm(key));
            checking.initVerify(partner);
            checking.update(SAMPLE);
            return checking.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }

    @Override
    public String toString() {
        return chain.getFirst().getSubjectX500Principal().toString();
    }
}
