package io.smg.server.http1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsciiTest {

    @Test
    void knowsTheTokenCharacters() {
        StringBuilder found = new StringBuilder();
        for (int b = Byte.MIN_VALUE; b <= Byte.MAX_VALUE; b++) {
            if (Ascii.isTokenByte((byte) b)) {
                found.append((char) b);
            }
        }

        assertThat(found).hasToString("!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~");
    }

    @Test
    void allowsEverythingInAValueButControlCharacters() {
        for (int b = 0; b <= 0xff; b++) {
            boolean control = (b < ' ' && b != '\t') || b == 0x7f;

            assertThat(Ascii.isValueByte((byte) b)).as("byte %d", b).isEqualTo(!control);
        }
    }

    @ParameterizedTest
    @CsvSource({"X-Request-Id,x-request-id", "lower,lower", "@[Z`{A,@[z`{a", "Ä-A,Ä-a"})
    void lowersLettersOfAsciiOnly(String text, String lower) {
        assertThat(Ascii.lower(text)).isEqualTo(lower);
    }

    @Test
    void makesNoCopyOfWhatIsLowerAlready() {
        String text = "content-type";

        assertThat(Ascii.lower(text)).isSameAs(text);
    }
}
