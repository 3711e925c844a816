package io.smg.sim.engine;

import io.smg.sim.time.Durations;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to go wrong with an answer, as said in {@code x-sim-fault}: items parted by semicolons.
 *
 * <table>
 * <caption>Items</caption>
 * <tr><td>{@code delay=500ms}<td>wait before anything else
 * <tr><td>{@code pace=50ms}<td>no fault: the time of a token, whatever the batch
 * <tr><td>{@code status=503}<td>answer with an error; {@code retry-after=2} goes with it
 * <tr><td>{@code close}, {@code reset}, {@code stall}, {@code silence}<td>end the connection, or never go on; before any
 *     byte, or where {@code after} or {@code after-bytes} says. Silence doesn't even notice that the client leaves
 * <tr><td>{@code after=3}<td>do so after that many events; 0 is after the head
 * <tr><td>{@code after-bytes=100}<td>do so after that many bytes, head included
 * <tr><td>{@code malformed}<td>answer with something that is no JSON
 * <tr><td>{@code framing=KIND}<td>answer with bad HTTP, see {@link BadFraming}
 * <tr><td>{@code rate=0.1}<td>do all this to that share of the requests only
 * </table>
 *
 * @param rate the share of requests, from 0 to 1
 * @param delay the wait before anything else
 * @param pace the time of a token
 * @param status the status of the error
 * @param retryAfter the value of Retry-After
 * @param breakage what happens to the answer
 * @param afterEvents before which event it happens; -1 if that is not what counts
 * @param afterBytes after how many bytes it happens; -1 if that is not what counts
 * @param framing the bad HTTP to answer with
 */
record Fault(
        double rate,
        Duration delay,
        Optional<Duration> pace,
        OptionalInt status,
        Optional<String> retryAfter,
        Breakage breakage,
        int afterEvents,
        long afterBytes,
        Optional<BadFraming> framing) {

    /** Ways of breaking an answer. */
    enum Breakage {
        NONE,
        CLOSE,
        RESET,
        STALL,
        SILENCE,
        MALFORMED
    }

    /** All is well. */
    static final Fault NONE = parse("");

    /**
     * Reads a fault; an empty text and {@code off} are none.
     *
     * @throws IllegalArgumentException if it is not understood
     */
    static Fault parse(String text) {
        Map<String, String> items = items(text);
        Fault fault = new Fault(
                number(items, "rate").orElse(1.0),
                duration(items, "delay").orElse(Duration.ZERO),
                duration(items, "pace"),
                number(items, "status")
                        .map(value -> OptionalInt.of(value.intValue()))
                        .orElse(OptionalInt.empty()),
                Optional.ofNullable(items.remove("retry-after")),
                breakage(items),
                number(items, "after").map(Double::intValue).orElse(-1),
                number(items, "after-bytes").map(Double::longValue).orElse(-1L),
                Optional.ofNullable(items.remove("framing")).map(BadFraming::parse));
        if (!items.isEmpty()) {
            throw new IllegalArgumentException("unknown fault " + String.join(", ", items.keySet()));
        }
        return fault;
    }

    /** Whether it breaks before any byte. */
    boolean isAtOnce() {
        return afterEvents < 0 && afterBytes < 0;
    }

    private static Map<String, String> items(String text) {
        Map<String, String> items = new HashMap<>();
        for (String item : text.split(";", -1)) {
            int mark = item.indexOf('=');
            String key = (mark < 0 ? item : item.substring(0, mark)).strip();
            items.put(key, mark < 0 ? "" : item.substring(mark + 1).strip());
        }
        items.remove("");
        items.remove("off");
        return items;
    }

    private static Breakage breakage(Map<String, String> items) {
        Breakage found = Breakage.NONE;
        for (Breakage breakage : Breakage.values()) {
            if (items.remove(breakage.name().toLowerCase(Locale.ROOT)) != null) {
                found = breakage;
            }
        }
        return found;
    }

    private static Optional<Double> number(Map<String, String> items, String key) {
        return Optional.ofNullable(items.remove(key)).map(Double::valueOf);
    }

    private static Optional<Duration> duration(Map<String, String> items, String key) {
        return Optional.ofNullable(items.remove(key)).map(Durations::parse);
    }
}
