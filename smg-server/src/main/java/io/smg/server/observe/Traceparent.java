package io.smg.server.observe;

/** Reads the W3C header {@code traceparent}. */
final class Traceparent {

    private static final int VERSION = 2;
    private static final int ID_END = 35;
    private static final int LENGTH = 55;

    private Traceparent() {}

    /** The id of the trace, 32 hexadecimal digits; empty if the value has none. */
    static String traceId(String value) {
        if (value.length() < LENGTH || value.charAt(VERSION) != '-' || value.charAt(ID_END) != '-') {
            return "";
        }
        String id = value.substring(VERSION + 1, ID_END);
        return id.chars().allMatch(Traceparent::isHex) && id.chars().anyMatch(c -> c != '0') ? id : "";
    }

    private static boolean isHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
