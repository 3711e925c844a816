package io.smg.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.server.config.KeyPairFiles;
import io.smg.testkit.Pki;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneIdentityTest {

    private final Identity identity;
    private final OneIdentity keys;

    OneIdentityTest(@TempDir Path directory) {
        Pki.Pair pair = Pki.in(directory, "ca").issue("ec");
        identity = Identity.read(new KeyPairFiles(pair.certificate(), pair.key()), InstantSource.system());
        keys = new OneIdentity(identity);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "EC_EC", "EC_RSA"})
    void isShownToWhoeverAsksForItsKindOfKey(String kind) {
        String alias = keys.chooseEngineServerAlias(kind, null, null);

        assertThat(alias).isNotNull();
        assertThat(keys.chooseServerAlias(kind, null, null)).isEqualTo(alias);
        assertThat(keys.chooseEngineClientAlias(new String[] {"RSA", kind}, null, null))
                .isEqualTo(alias);
        assertThat(keys.chooseClientAlias(new String[] {kind}, null, null)).isEqualTo(alias);
        assertThat(keys.getServerAliases(kind, null)).containsExactly(alias);
        assertThat(keys.getClientAliases(kind, null)).containsExactly(alias);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "ECDH", "EdDSA"})
    void isNotShownToWhoeverAsksForAnotherKind(String kind) {
        assertThat(keys.chooseEngineServerAlias(kind, null, null)).isNull();
        assertThat(keys.chooseServerAlias(kind, null, null)).isNull();
        assertThat(keys.chooseEngineClientAlias(new String[] {kind}, null, null))
                .isNull();
        assertThat(keys.chooseClientAlias(new String[0], null, null)).isNull();
        assertThat(keys.getServerAliases(kind, null)).isNull();
        assertThat(keys.getClientAliases(kind, null)).isNull();
    }

    @Test
    void isACertificateWithItsChainAndItsKey() {
        assertThat(keys.getCertificateChain("smg")).containsExactlyElementsOf(identity.chain());
        assertThat(keys.getPrivateKey("smg")).isSameAs(identity.key());
    }
}
