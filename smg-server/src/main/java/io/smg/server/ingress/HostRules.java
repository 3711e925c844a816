package io.smg.server.ingress;

import io.smg.server.http1.Ascii;
import io.smg.server.http1.Fields;

/** What must be true of {@code Host}, the target and the key for a request to have one meaning only. */
final class HostRules {

    private HostRules() {}

    /**
     * Checks the fields, and the target against them.
     *
     * @return the target as path and query
     */
    static String originForm(String target, Fields fields) {
        if (fields.count("Host") != 1) {
            throw Rejections.badRequest("A request must have exactly one Host");
        }
        if (fields.count("Authorization") > 1) {
            throw Rejections.badRequest("A request must not have two Authorization fields");
        }
        String host = fields.first("Host").orElseThrow();
        if (!isHost(host)) {
            throw Rejections.badRequest("The Host is not a host");
        }
        return target.startsWith("/") ? target : pathOf(target, host);
    }

    private static String pathOf(String absolute, String host) {
        int authority = authorityStart(absolute);
        int end = authority;
        while (end < absolute.length() && absolute.charAt(end) != '/' && absolute.charAt(end) != '?') {
            end++;
        }
        if (!absolute.substring(authority, end).equalsIgnoreCase(host)) {
            throw Rejections.badRequest("The target's host is not the Host");
        }
        String rest = absolute.substring(end);
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    private static int authorityStart(String target) {
        String lower = Ascii.lower(target.substring(0, Math.min(8, target.length())));
        if (lower.startsWith("http://")) {
            return 7;
        }
        if (lower.startsWith("https://")) {
            return 8;
        }
        throw Rejections.badRequest("The target is neither a path nor an http URL");
    }

    /** A name, an IPv4 address or a bracketed IPv6 address, with an optional port (RFC 9110 §7.2). */
    private static boolean isHost(String host) {
        int portStart = host.startsWith("[") ? host.indexOf(']') + 1 : indexOrEnd(host, ':');
        if (portStart <= 0 || !isPort(host.substring(portStart))) {
            return false;
        }
        for (int i = 0; i < portStart; i++) {
            if (!isHostChar(host.charAt(i), host.startsWith("["))) {
                return false;
            }
        }
        return true;
    }

    private static int indexOrEnd(String text, char c) {
        int index = text.indexOf(c);
        return index < 0 ? text.length() : index;
    }

    private static boolean isPort(String rest) {
        return rest.isEmpty() || (rest.charAt(0) == ':' && rest.length() <= 6 && isDigits(rest.substring(1)));
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isHostChar(char c, boolean literal) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "-._~%!$&'()*+,;=".indexOf(c) >= 0
                || (literal && "[]:".indexOf(c) >= 0);
    }
}
