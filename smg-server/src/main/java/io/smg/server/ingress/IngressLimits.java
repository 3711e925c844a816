package io.smg.server.ingress;

import io.smg.server.config.EdgeConfig;
import java.time.Duration;

/**
 * How much, and for how long, the listener puts up with.
 *
 * @param requestLine bytes of a request line
 * @param head bytes of a whole head
 * @param fields header fields of a request
 * @param chunkLine bytes of a chunk's size line, extensions included
 * @param trailers bytes of a trailer section
 * @param headTime from a request's first byte to the end of its head
 * @param bodyTime for a whole body, or as long as it takes at {@code bodyRate}, whichever is longer
 * @param bodyRate bytes a second that a body must come at
 * @param idleTime between two requests on a connection
 * @param writeTime for one write to make progress
 */
record IngressLimits(
        int requestLine,
        int head,
        int fields,
        int chunkLine,
        int trailers,
        Duration headTime,
        Duration bodyTime,
        int bodyRate,
        Duration idleTime,
        Duration writeTime) {

    /** The limits of the contract. */
    static final IngressLimits DEFAULT = new IngressLimits(
            8 * 1024,
            32 * 1024,
            100,
            256,
            8 * 1024,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            1024,
            Duration.ofSeconds(60),
            Duration.ofSeconds(60));

    /** The limits of the contract, with an operator's deadlines. */
    static IngressLimits with(EdgeConfig.Patience patience) {
        return new IngressLimits(
                DEFAULT.requestLine,
                DEFAULT.head,
                DEFAULT.fields,
                DEFAULT.chunkLine,
                DEFAULT.trailers,
                patience.head(),
                patience.body(),
                DEFAULT.bodyRate,
                patience.idle(),
                DEFAULT.writeTime);
    }
}
