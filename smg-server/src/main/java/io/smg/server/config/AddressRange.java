package io.smg.server.config;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** The addresses that begin with the same bits: {@code 10.0.0.0/8}, {@code fd00::/8}, or a single one. */
public final class AddressRange {

    /** What is allowed, for people. */
    public static final String ALLOWED = "an IP address, or a range of them as 10.0.0.0/8";

    private final byte[] start;
    private final int bits;

    private AddressRange(byte[] start, int bits) {
        this.start = start;
        this.bits = bits;
    }

    /** The range in that text; empty if it is none, or has bits behind its prefix. */
    public static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        try {
            byte[] start = InetAddress.ofLiteral(address).getAddress();
            int most = start.length * Byte.SIZE;
            int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            boolean whole =
                    bits >= 0 && bits <= most && new BigInteger(1, start).getLowestSetBit() % most >= most - bits;
            boolean empty = bits >= 0 && bits <= most && new BigInteger(1, start).signum() == 0;
            return whole || empty ? Optional.of(new AddressRange(start, bits)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether an address is one of them. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != start.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        int shift = Byte.SIZE - bits % Byte.SIZE;
        return Arrays.equals(bytes, 0, whole, start, 0, whole)
                && (shift == Byte.SIZE || (bytes[whole] ^ start[whole]) >> shift == 0);
    }

    private InetAddress address() {
        try {
            return InetAddress.getByAddress(start);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("it was made of an address", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange range && bits == range.bits && Arrays.equals(start, range.start);
    }

    @Override
    public int hashCode() {
        return 31 * bits + Arrays.hashCode(start);
    }

    @Override
    public String toString() {
        return address().getHostAddress() + "/" + bits;
    }
}
