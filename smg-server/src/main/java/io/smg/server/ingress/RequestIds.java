package io.smg.server.ingress;

import io.smg.server.http1.RequestHead;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Gives each request its id: the client's own, if it sent a usable one, else a new one. Thread-safe. */
final class RequestIds {

    private static final int MAX_LENGTH = 128;

    private static final HexFormat HEX = HexFormat.of();

    private final List<String> headers;

    /**
     * Makes the source of ids.
     *
     * @param headers where clients put their ids, most important first
     */
    RequestIds(List<String> headers) {
        this.headers = List.copyOf(headers);
    }

    String of(RequestHead head) {
        for (String header : headers) {
            Optional<String> id = head.fields().first(header).filter(RequestIds::isUsable);
            if (id.isPresent()) {
                return id.get();
            }
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "req-" + HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
    }

    /** Whether a client's id can go into headers and log lines as it is. */
    private static boolean isUsable(String id) {
        return !id.isEmpty() && id.length() <= MAX_LENGTH && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
