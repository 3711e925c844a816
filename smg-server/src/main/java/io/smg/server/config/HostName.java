package io.smg.server.config;

import java.net.Inet6Address;
import java.util.Optional;
import java.util.regex.Pattern;

/** The address or name of a host to listen on. */
public final class HostName {

    /** What is allowed, for people. */
    public static final String ALLOWED = "an IP address or a host name, without a port";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?");

    private HostName() {}

    /** The host in that text, an IPv6 address without its brackets; empty if it is none. */
    public static Optional<String> parse(String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            return Optional.of(text.substring(1, text.length() - 1)).filter(HostName::isIpv6);
        }
        return Optional.of(text)
                .filter(host -> isIpv6(host) || NAME.matcher(host).matches());
    }

    private static boolean isIpv6(String host) {
        try {
            return host.contains(":") && Inet6Address.ofLiteral(host).getAddress().length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
