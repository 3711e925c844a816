package io.smg.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority of a test's own, with what it has signed, made by the machine's {@code openssl} in a directory. */
public final class Pki {

    private static final List<String> EC = List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");

    private static final String HERE = "IP:127.0.0.1,DNS:localhost";
    private static final int DAYS = 10;
    private static final String PASS = "secret";

    private final Path directory;
    private final String name;

    private Pki(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    /**
     * A certificate and its private key, each in a PEM file.
     *
     * @param certificate the certificate
     * @param key the key, PKCS#8
     */
    public record Pair(Path certificate, Path key) {}

    /** A new authority, whose files are in the given directory. */
    public static Pki in(Path directory, String name) {
        Pki pki = new Pki(directory, name);
        List<String> args = new ArrayList<>(List.of("req", "-x509", "-nodes", "-days", "30"));
        args.addAll(EC);
        args.addAll(List.of("-subj", "/CN=" + name, "-keyout", pki.file("key"), "-out", pki.file("pem")));
        openssl(args.toArray(String[]::new));
        return pki;
    }

    /** An authority that this one vouches for, whose files are in the same directory. */
    public Pki intermediate(String subject) {
        sign(subject, "basicConstraints=critical,CA:TRUE", EC, DAYS);
        return new Pki(directory, subject);
    }

    /** The authority's own certificate. */
    public Path certificate() {
        return directory.resolve(name + ".pem");
    }

    /** A certificate for the loopback address and {@code localhost}. */
    public Pair issue(String subject) {
        return issue(subject, HERE, EC);
    }

    /** A certificate for other names, with a new key of the kind that {@code openssl req} is told to make. */
    public Pair issue(String subject, String names, List<String> keyKind) {
        return sign(subject, "subjectAltName=" + names, keyKind, DAYS);
    }

    /** A certificate whose time was over yesterday. */
    public Pair issueExpired(String subject) {
        return sign(subject, "subjectAltName=" + HERE, EC, -1);
    }

    private Pair sign(String subject, String extensions, List<String> keyKind, int days) {
        Path certificate = directory.resolve(subject + ".pem");
        Path key = directory.resolve(subject + ".key");
        Path request = directory.resolve(subject + ".csr");
        Path extensionFile = directory.resolve(subject + ".ext");
        write(extensionFile, extensions + "\n");
        List<String> args = new ArrayList<>(List.of("req", "-nodes", "-subj", "/CN=" + subject));
        args.addAll(keyKind);
        args.addAll(List.of("-keyout", key.toString(), "-out", request.toString()));
        openssl(args.toArray(String[]::new));
        openssl(
                "x509",
                "-req",
                "-days",
                Integer.toString(days),
                "-in",
                request.toString(),
                "-CA",
                file("pem"),
                "-CAkey",
                file("key"),
                "-CAcreateserial",
                "-extfile",
                extensionFile.toString(),
                "-out",
                certificate.toString());
        return new Pair(certificate, key);
    }

    /** What a client uses that trusts this authority alone. */
    public SSLContext trusting() {
        return context(new KeyManager[0]);
    }

    /** What somebody uses who shows a certificate, and trusts this authority alone. */
    public SSLContext speakingAs(Pair pair) {
        Path store = directory.resolve(pair.certificate().getFileName() + ".p12");
        openssl(
                "pkcs12",
                "-export",
                "-passout",
                "pass:" + PASS,
                "-in",
                pair.certificate().toString(),
                "-inkey",
                pair.key().toString(),
                "-out",
                store.toString());
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASS.toCharArray());
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, PASS.toCharArray());
            return context(factory.getKeyManagers());
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError("no identity " + pair, e);
        }
    }

    private SSLContext context(KeyManager[] keys) {
        try (InputStream in = Files.newInputStream(certificate())) {
            Certificate own = CertificateFactory.getInstance("X.509").generateCertificate(in);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ca", own);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError("no trust in " + name, e);
        }
    }

    /** Runs {@code openssl}. */
    public static void openssl(String... args) {
        List<String> command = new ArrayList<>(List.of(args));
        command.addFirst("openssl");
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + ": " + said);
            }
        } catch (IOException e) {
            throw new AssertionError("this test needs openssl", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private String file(String extension) {
        return directory.resolve(name + "." + extension).toString();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError("no file " + file, e);
        }
    }
}
