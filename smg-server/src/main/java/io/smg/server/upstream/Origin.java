package io.smg.server.upstream;

import java.net.URI;

/**
 * Where a worker is reached.
 *
 * @param tls whether the connection is encrypted
 * @param host a name or an address, an IPv6 one without brackets
 * @param port the TCP port
 * @param hostHeader what {@code Host} says
 * @param basePath what stands before every target: empty, or a path that does not end with a slash
 */
public record Origin(boolean tls, String host, int port, String hostHeader, String basePath) {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /**
     * The origin that a worker's URL names.
     *
     * @throws IllegalArgumentException if the URL is anything but {@code http[s]://host[:port][/path]}
     */
    public static Origin of(URI url) {
        String authority = url.getRawAuthority();
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        if (!(tls || "http".equalsIgnoreCase(url.getScheme())) || authority == null) {
            throw new IllegalArgumentException("not an http or https URL with a host: " + url);
        }
        if (authority.contains("@") || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("more than a host, a port and a path: " + url);
        }
        int colon = portColon(authority);
        String host = authority.substring(0, colon);
        int usual = tls ? HTTPS_PORT : HTTP_PORT;
        int port = colon + 1 >= authority.length() ? usual : portNumber(authority.substring(colon + 1));
        String header = port == usual ? host : host + ":" + port;
        return new Origin(tls, withoutBrackets(host), port, header, withoutLastSlash(url.getRawPath()));
    }

    /** Where the port begins. {@link URI#getHost()} would refuse a name with an underscore, which container tools use. */
    private static int portColon(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? colon : authority.length();
    }

    private static int portNumber(String digits) {
        int port = digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(digits)
                : 0;
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a port: " + digits);
        }
        return port;
    }

    private static String withoutBrackets(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (bare.isEmpty()) {
            throw new IllegalArgumentException("no host");
        }
        return bare;
    }

    private static String withoutLastSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
