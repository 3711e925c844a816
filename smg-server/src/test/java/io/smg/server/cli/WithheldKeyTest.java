package io.smg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smg.server.config.GatewayConfig;
import io.smg.server.config.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WithheldKeyTest {

    private static final Map<String, String> WITHHELD = Map.of("SMG_LAUNCHER_API_KEY", "secret");

    @ParameterizedTest
    @CsvSource({
        "--port 1 --api-key ***, --port 1 --api-key secret",
        "launch --api-key=*** --port 1, launch --api-key=secret --port 1",
        "replay --api-key *** trace, replay --api-key secret trace",
        "--policy *** --api-key-file *** -- ***, --policy *** --api-key-file *** -- ***"
    })
    void standsAgainWhereItWasGivenAndNowhereElse(String left, String given) {
        assertThat(WithheldKey.putBack(List.of(left.split(" ")), WITHHELD)).containsExactly(given.split(" "));
    }

    @Test
    void isStrongerThanTheVariableOfTheOption() {
        Map<String, String> environment = Map.of("SMG_LAUNCHER_API_KEY", "given", "SMG_API_KEY", "other");

        GatewayConfig config = Parsing.config(List.of("--enable-igw", "--api-key", "***"), environment);

        assertThat(config.listener().apiKeys())
                .singleElement()
                .satisfies(key -> assertThat(key.secret().reveal()).isEqualTo("given"));
    }

    @Test
    void isRefusedAsOneOfTheCommandLine() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Parsing.config(
                        List.of("--enable-igw", "--api-key", "***"), Map.of("SMG_LAUNCHER_API_KEY", "two words")))
                .withMessage("--api-key: " + Secret.MASK + " (command line) must be printable ASCII without blanks");
    }

    @Test
    void isTakenByItsWordWhereNoLauncherWithheldIt() {
        assertThat(WithheldKey.putBack(List.of("--api-key", "***"), Map.of())).containsExactly("--api-key", "***");
    }
}
