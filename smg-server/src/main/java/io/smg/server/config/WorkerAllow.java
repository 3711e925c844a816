package io.smg.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where a worker may be that somebody adds over HTTP. It is asked with the address that is about to be connected to, so
 * that neither another spelling nor a name that changes its mind gets round it.
 *
 * @param ranges addresses that are allowed whatever they are
 * @param suffixes what the names of allowed hosts end with; each begins with a dot
 */
public record WorkerAllow(List<AddressRange> ranges, List<String> suffixes) {

    /** Everything but what is never a worker. */
    public static final WorkerAllow DEFAULT = new WorkerAllow(List.of(), List.of());

    /** Link-local addresses, among them those where clouds keep their credentials, and those that are elsewhere. */
    private static final List<AddressRange> NEVER = Stream.of(
                    "169.254.0.0/16",
                    "fe80::/10",
                    "fd00:ec2::254",
                    "fd20:ce::254",
                    "100.100.100.200",
                    "168.63.129.16",
                    "192.0.0.192",
                    "224.0.0.0/4",
                    "ff00::/8")
            .map(text -> AddressRange.parse(text).orElseThrow())
            .toList();

    private static final int IPV4 = 4;
    private static final int IPV6 = 16;

    /** Copies the parts. */
    public WorkerAllow {
        ranges = List.copyOf(ranges);
        suffixes =
                suffixes.stream().map(suffix -> suffix.toLowerCase(Locale.ROOT)).toList();
    }

    /** What an operator allows: addresses, ranges of them, and suffixes of names, which begin with a dot. */
    public static WorkerAllow of(List<String> places) {
        return new WorkerAllow(
                places.stream()
                        .flatMap(place -> AddressRange.parse(place).stream())
                        .toList(),
                places.stream().filter(place -> place.startsWith(".")).toList());
    }

    /**
     * Whether a worker may be at an address.
     *
     * @param host its host, as its URL has it
     * @param address what the host stands for now
     */
    public boolean permits(String host, InetAddress address) {
        InetAddress plain = unwrapped(address);
        if (ranges.stream().anyMatch(range -> range.contains(plain))) {
            return true;
        }
        boolean open = ranges.isEmpty() && suffixes.isEmpty();
        boolean listed = open || suffixes.stream().anyMatch(suffix -> endsWith(host, suffix));
        return listed && NEVER.stream().noneMatch(range -> range.contains(plain));
    }

    private static boolean endsWith(String host, String suffix) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(suffix) || name.equals(suffix.substring(1));
    }

    /** The IPv4 address that an IPv6 one leads to: mapped, compatible, translated, or tunnelled. */
    private static InetAddress unwrapped(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != IPV6) {
            return address;
        }
        if (startsWith(bytes, 0x20, 0x02)) {
            return ipv4(bytes, 2);
        }
        boolean mapped = isZero(bytes, 10) && (startsAt(bytes, 10, 0xff, 0xff) || isEmbedded(bytes));
        boolean translated = startsWith(bytes, 0, 0x64, 0xff, 0x9b) && isZero(Arrays.copyOfRange(bytes, 4, 12), 8);
        return mapped || translated ? ipv4(bytes, IPV6 - IPV4) : address;
    }

    /** Whether an address of ten zero bytes goes on with an IPv4 one; {@code ::} and {@code ::1} don't. */
    private static boolean isEmbedded(byte[] bytes) {
        return startsAt(bytes, 10, 0, 0) && !startsAt(bytes, 12, 0);
    }

    private static boolean isZero(byte[] bytes, int count) {
        return Arrays.equals(bytes, 0, count, new byte[count], 0, count);
    }

    private static boolean startsWith(byte[] bytes, int... first) {
        return startsAt(bytes, 0, first);
    }

    private static boolean startsAt(byte[] bytes, int from, int... values) {
        for (int i = 0; i < values.length; i++) {
            if ((bytes[from + i] & 0xff) != values[i]) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + IPV4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
