package io.smg.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smg.server.config.KeyPairFiles;
import io.smg.server.config.UnusableFileException;
import io.smg.testkit.Pki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates and keys as tools write them, and as nobody should. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentityTest {

    private static final List<String> RSA = List.of("-newkey", "rsa:2048");
    private static final InstantSource NOW = InstantSource.system();

    private final Path directory;
    private final Pki.Pair ec;
    private final Pki.Pair rsa;

    IdentityTest(@TempDir Path directory) {
        this.directory = directory;
        Pki authority = Pki.in(directory, "ca");
        ec = authority.issue("ec");
        rsa = authority.issue("rsa", "DNS:localhost", RSA);
        Pki.openssl("ec", "-in", ec.key().toString(), "-out", path("ec.sec1"));
        Pki.openssl("ec", "-in", ec.key().toString(), "-no_public", "-out", path("ec.bare"));
        Pki.openssl("rsa", "-traditional", "-in", rsa.key().toString(), "-out", path("rsa.pkcs1"));
        Pki.openssl("pkcs8", "-topk8", "-passout", "pass:x", "-in", ec.key().toString(), "-out", path("ec.enc"));
        Pki.openssl(
                "rsa",
                "-traditional",
                "-aes128",
                "-passout",
                "pass:x",
                "-in",
                rsa.key().toString(),
                "-out",
                path("rsa.enc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec.key", "ec.sec1", "ec.bare"})
    void readsAnEllipticKeyInEachForm(String key) throws IOException {
        assertThat(Files.readString(directory.resolve(key))).contains("PRIVATE KEY");

        Identity identity = read(ec.certificate(), directory.resolve(key));

        assertThat(identity.key().getAlgorithm()).isEqualTo("EC");
        assertThat(identity.toString()).isEqualTo("CN=ec");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa.key", "rsa.pkcs1"})
    void readsAnRsaKeyInEachForm(String key) {
        assertThat(read(rsa.certificate(), directory.resolve(key)).key().getAlgorithm())
                .isEqualTo("RSA");
    }

    @Test
    void readsAnEdwardsKey() {
        Pki.Pair ed = Pki.in(directory, "other").issue("ed", "DNS:localhost", List.of("-newkey", "ed25519"));

        assertThat(read(ed.certificate(), ed.key()).key().getAlgorithm()).isEqualTo("EdDSA");
    }

    @Test
    void readsAChainAndPassesOverWhatIsNoCertificate() throws IOException {
        Path all = Files.writeString(
                directory.resolve("all.pem"),
                "a remark\n" + Files.readString(ec.certificate()) + Files.readString(ec.key())
                        + Files.readString(directory.resolve("ca.pem")));

        Identity identity = read(all, all);

        assertThat(identity.chain())
                .extracting(certificate -> certificate.getSubjectX500Principal().getName())
                .containsExactly("CN=ec", "CN=ca");
    }

    @Test
    void refusesAKeyOfAnotherCertificate() {
        Pki.Pair other = Pki.in(directory, "third").issue("stranger");

        assertRefused(ec.certificate(), other.key(), "it is not the key of the certificate in");
        assertRefused(rsa.certificate(), ec.key(), "of another kind than the certificate's");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec.enc", "rsa.enc"})
    void refusesAnEncryptedKey(String key) {
        Path certificate = key.startsWith("ec") ? ec.certificate() : rsa.certificate();

        assertRefused(certificate, directory.resolve(key), "the key is encrypted");
    }

    @Test
    void refusesACertificateOutOfItsTime() {
        Instant now = Instant.now();
        KeyPairFiles files = new KeyPairFiles(ec.certificate(), ec.key());

        assertThatThrownBy(() -> Identity.read(files, InstantSource.fixed(now.plus(Duration.ofDays(11)))))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("the certificate expired at ");
        assertThatThrownBy(() -> Identity.read(files, InstantSource.fixed(now.minus(Duration.ofDays(1)))))
                .hasMessageContaining("the certificate is valid from ");
    }

    @Test
    void refusesFilesThatAreNoneOrOthers() throws IOException {
        Path torn = Files.writeString(directory.resolve("torn.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
        Path garbled = Files.writeString(
                directory.resolve("garbled.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Path notBase64 = Files.writeString(
                directory.resolve("base.pem"), "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n");
        Path badKey = Files.writeString(
                directory.resolve("bad.key"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

        assertRefused(directory.resolve("absent"), ec.key(), "there is no such file");
        assertRefused(directory, ec.key(), "it cannot be read");
        assertRefused(ec.key(), ec.key(), "there is no certificate in it");
        assertRefused(torn, ec.key(), "it breaks off within a block");
        assertRefused(garbled, ec.key(), "a certificate in it is broken");
        assertRefused(notBase64, ec.key(), "not Base64");
        assertRefused(ec.certificate(), ec.certificate(), "there is no private key in it");
        assertRefused(ec.certificate(), badKey, "its key is broken");
    }

    private static Identity read(Path certificate, Path key) {
        return Identity.read(new KeyPairFiles(certificate, key), NOW);
    }

    private void assertRefused(Path certificate, Path key, String reason) {
        assertThatThrownBy(() -> read(certificate, key))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("\n");
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }
}
