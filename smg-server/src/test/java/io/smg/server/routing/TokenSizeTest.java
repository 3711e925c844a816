package io.smg.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TokenSizeTest {

    private final TokenSize size = new TokenSize();

    @Test
    void startsAtFourBytesAToken() {
        assertThat(size.tokensIn(4000)).isEqualTo(1000);
        assertThat(size.tokensIn(1)).isEqualTo(1);
        assertThat(size.tokensIn(0)).isZero();
    }

    @Test
    void learnsWhatIsReported() {
        for (int i = 0; i < 1000; i++) {
            size.note(6000, 2000);
        }

        assertThat(size.tokensIn(3000)).isCloseTo(1000, within(2));
    }

    @Test
    void isNotLedAstrayByWhatCannotBe() {
        for (int i = 0; i < 10_000; i++) {
            size.note(1_000_000, 1);
        }
        int afterImages = size.tokensIn(16_000);
        size.note(1000, 0);
        size.note(0, 1000);

        assertThat(afterImages).isCloseTo(1000, within(2));
        assertThat(size.tokensIn(16_000)).isEqualTo(afterImages);
    }
}
