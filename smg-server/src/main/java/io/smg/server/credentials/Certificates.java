package io.smg.server.credentials;

import io.smg.server.config.UnusableFileException;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads certificates. */
final class Certificates {

    private Certificates() {}

    /**
     * The certificates of a PEM file, in order; at least one.
     *
     * @throws UnusableFileException if there is none, or one is broken
     */
    static List<X509Certificate> in(Path file) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemBlock block : PemBlock.in(file)) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(certificate(block.der(file), file));
            }
        }
        if (certificates.isEmpty()) {
            throw UnusableFileException.in(file, "there is no certificate in it");
        }
        return certificates;
    }

    private static X509Certificate certificate(byte[] der, Path file) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw UnusableFileException.in(file, "a certificate in it is broken");
        }
    }
}
