package io.smg.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The URL of a worker: absolute, http or https, with a host and perhaps a base path, and nothing else. */
public final class WorkerUrl {

    /** What is allowed, for people. */
    public static final String ALLOWED =
            "an http:// or https:// URL with a host, perhaps a base path, and no user, query or fragment";

    /** Longer ones are nobody's, and would be in every line of the log and every series of a worker. */
    private static final int MAX_LENGTH = 1024;

    private WorkerUrl() {}

    /**
     * Reads a worker's URL and writes it as everybody here does: scheme and host in lower case, no port where it is
     * the scheme's own, no slash at the end. So two URLs of one worker are equal.
     *
     * @return the URL, or empty if the text is not one
     */
    public static Optional<URI> parse(String text) {
        try {
            URI url = new URI(text);
            return isAllowed(url) ? Optional.of(normalised(url)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isAllowed(URI url) {
        return url.toString().length() <= MAX_LENGTH
                && isHttp(url)
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && url.getPort() != 0
                && url.getPort() <= 65_535;
    }

    private static boolean isHttp(URI url) {
        return "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
    }

    private static URI normalised(URI url) throws URISyntaxException {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        boolean usual = url.getPort() == -1 || url.getPort() == (scheme.equals("https") ? 443 : 80);
        String port = usual ? "" : ":" + url.getPort();
        return new URI(scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + port + path(url));
    }

    private static String path(URI url) {
        String path = url.getRawPath();
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }
}
