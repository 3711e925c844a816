package io.smg.server.credentials;

import io.smg.server.config.UnusableFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/** Reads private keys, in each of the forms that tools write. */
final class PrivateKeys {

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION = {0x02, 0x01, 0x00};

    private PrivateKeys() {}

    /**
     * The first private key of a PEM file: PKCS#8, PKCS#1 or SEC1.
     *
     * @param partner the public key that it is to belong to, whose kind it has
     * @throws UnusableFileException if there is none, or it is of another kind, broken or encrypted
     */
    static PrivateKey in(Path file, PublicKey partner) {
        for (PemBlock block : PemBlock.in(file)) {
            if (block.label().endsWith("PRIVATE KEY")) {
                return key(block, file, partner);
            }
        }
        throw UnusableFileException.in(file, "there is no private key in it");
    }

    private static PrivateKey key(PemBlock block, Path file, PublicKey partner) {
        if (block.isEncrypted()) {
            throw UnusableFileException.in(file, "the key is encrypted, and nobody is there to type its pass phrase");
        }
        try {
            byte[] pkcs8 = pkcs8(block.label(), block.der(file), partner);
            return KeyFactory.getInstance(partner.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw UnusableFileException.in(file, "its key is broken, or of another kind than the certificate's");
        }
    }

    /** PKCS#1 and SEC1 are what PKCS#8 wraps, beside the name of the algorithm, which the certificate has as well. */
    private static byte[] pkcs8(String label, byte[] der, PublicKey partner) {
        return switch (label) {
            case "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
                tagged(SEQUENCE, VERSION, algorithm(partner), tagged(OCTET_STRING, der));
            default -> der;
        };
    }

    /** The first element of a public key's encoding. */
    private static byte[] algorithm(PublicKey key) {
        byte[] encoded = key.getEncoded();
        int start = contentStart(encoded, 0);
        return Arrays.copyOfRange(encoded, start, contentStart(encoded, start) + contentLength(encoded, start));
    }

    private static int contentStart(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int contentLength(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        int length = first < 0x80 ? first : 0;
        for (int i = at + 2; i < contentStart(der, at); i++) {
            length = (length << Byte.SIZE) + (der[i] & 0xff);
        }
        return length;
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] head = {
            (byte) tag, (byte) 0x84, (byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length
        };
        byte[] all = Arrays.copyOf(head, head.length + length);
        int at = head.length;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
