package io.smg.server.ingress;

import io.smg.server.http1.Ascii;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The first line of a request.
 *
 * @param method a token
 * @param target a path with its query, or an absolute URL
 */
record RequestLine(String method, String target) {

    /** Methods that ask for a tunnel or an echo, which a gateway has no business with. */
    private static final Set<String> NEVER = Set.of("CONNECT", "TRACE");

    private static final String VERSION = "HTTP/1.1";

    /** Reads a line without its line end. */
    static RequestLine parse(byte[] head, int from, int to) {
        int methodEnd = from;
        while (methodEnd < to && Ascii.isTokenByte(head[methodEnd])) {
            methodEnd++;
        }
        int targetEnd = methodEnd + 1;
        while (targetEnd < to && isTargetByte(head[targetEnd])) {
            targetEnd++;
        }
        if (methodEnd == from || targetEnd >= to || head[methodEnd] != ' ' || head[targetEnd] != ' ') {
            throw Rejections.badRequest("The request line must be METHOD TARGET HTTP/1.1");
        }
        checkVersion(text(head, targetEnd + 1, to));
        RequestLine line = new RequestLine(text(head, from, methodEnd), text(head, methodEnd + 1, targetEnd));
        line.checkTarget();
        return line;
    }

    private void checkTarget() {
        if (NEVER.contains(method) || target.equals("*")) {
            throw Rejections.methodNotAllowed();
        }
        if (target.indexOf('#') >= 0) {
            throw Rejections.badRequest("A request target has no fragment");
        }
    }

    private static void checkVersion(String version) {
        if (version.equals(VERSION)) {
            return;
        }
        boolean other = version.length() == VERSION.length()
                && version.startsWith("HTTP/")
                && Character.isDigit(version.charAt(5))
                && version.charAt(6) == '.'
                && Character.isDigit(version.charAt(7));
        throw other
                ? Rejections.unsupportedVersion()
                : Rejections.badRequest("The request line must be METHOD TARGET HTTP/1.1");
    }

    /** Visible, or one of the upper half, which clients send unencoded and workers may want so. */
    private static boolean isTargetByte(byte b) {
        return (b > ' ' && b != 0x7f) || b < 0;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
