package io.smg.server.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.server.config.ApiKey;
import io.smg.server.config.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which key is shown, found without a word about the others. What it takes is measured by bench/keys. */
class ApiKeysTest {

    private static final List<ApiKey> KEYS = IntStream.range(0, 5)
            .mapToObj(i -> ApiKey.parse("team-" + i + ":sk-" + i).orElseThrow())
            .toList();

    private final List<Secret> compared = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"sk-0", "sk-2", "sk-4", "sk-9", "sk-", "s", "", "sk-00"})
    void compareWithEachOfThemOnceWhicheverMatches(String shown) {
        ApiKeys.nameOf(shown, KEYS, this::compare);

        assertThat(compared)
                .containsExactlyElementsOf(KEYS.stream().map(ApiKey::secret).toList());
    }

    @Test
    void nameTheOneThatMatches() {
        for (ApiKey key : KEYS) {
            assertThat(ApiKeys.nameOf(key.secret().reveal(), KEYS, this::compare))
                    .hasValue(key.name());
        }
        assertThat(ApiKeys.nameOf("sk-5", KEYS, this::compare)).isEqualTo(Optional.empty());
    }

    private boolean compare(Secret key, String shown) {
        compared.add(key);
        return key.matches(shown);
    }
}
