package io.smg.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Makes prompts that look like nothing but are as long as asked for. */
final class Prompts {

    private Prompts() {}

    /** A prompt of printable ASCII that depends on its number from the first character on. */
    static String ascii(int length, long number) {
        byte[] bytes = new byte[length];
        SplittableRandom random = new SplittableRandom(number);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (' ' + random.nextInt(95));
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A prompt that is cheap to make and differs from all of other numbers in its first sixteen characters. */
    static String distinct(byte[] filler, long number) {
        byte[] bytes = Arrays.copyOf(filler, filler.length);
        byte[] digits = Long.toHexString(number | 1L << 63).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(digits, 0, bytes, 0, digits.length);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
