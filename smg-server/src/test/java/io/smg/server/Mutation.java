package io.smg.server;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What was valid before some of its bytes were changed at random. */
final class Mutation {

    private Mutation() {}

    /** One to four changes of some bytes each. */
    static byte[] of(byte[] valid, SplittableRandom random) {
        byte[] bytes = valid;
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            bytes = changed(bytes, random);
        }
        return bytes;
    }

    private static byte[] changed(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length);
        int length = Math.min(1 + random.nextInt(8), bytes.length - at);
        byte[] odd = {'\r', '\n', 0, ':', ' ', (byte) random.nextInt(256), '\t', '0'};
        return switch (random.nextInt(4)) {
            case 0 -> spliced(bytes, at, 1, new byte[] {(byte) random.nextInt(256)});
            case 1 -> spliced(bytes, at, length, new byte[0]);
            case 2 -> spliced(bytes, at, 0, new byte[] {odd[random.nextInt(odd.length)]});
            default -> spliced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
        };
    }

    private static byte[] spliced(byte[] bytes, int at, int removed, byte[] added) {
        byte[] all = new byte[bytes.length - removed + added.length];
        System.arraycopy(bytes, 0, all, 0, at);
        System.arraycopy(added, 0, all, at, added.length);
        System.arraycopy(bytes, at + removed, all, at + added.length, bytes.length - at - removed);
        return all;
    }
}
