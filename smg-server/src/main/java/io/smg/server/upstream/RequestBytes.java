package io.smg.server.upstream;

import io.smg.server.http1.Field;

/** The first bytes of a request on the wire: its head, and as much of its body as goes out in the same write. */
final class RequestBytes {

    /** How much of a body is worth copying to save a write. */
    private static final int MAX_COPIED = 16 * 1024;

    private static final String VERSION_AND_HOST = " HTTP/1.1\r\nHost: ";
    private static final String LENGTH = "Content-Length: ";
    private static final String LINE_END = "\r\n";
    private static final String COLON = ": ";

    private final byte[] bytes;
    private int at;

    private RequestBytes(int size) {
        bytes = new byte[size];
    }

    /** How much of the body goes out with the head. */
    static int copied(OutboundRequest request) {
        return Math.min(request.body().length, MAX_COPIED);
    }

    /** The head, followed by the {@link #copied} part of the body. */
    static byte[] of(Origin origin, OutboundRequest request) {
        String length = request.hasBody() ? Integer.toString(request.body().length) : "";
        RequestBytes to = new RequestBytes(size(origin, request, length));
        to.text(request.method()).text(" ").text(origin.basePath()).text(request.target());
        to.line(VERSION_AND_HOST).text(origin.hostHeader()).line(LINE_END);
        for (Field field : request.fields()) {
            to.text(field.name()).line(COLON).text(field.value()).line(LINE_END);
        }
        if (request.hasBody()) {
            to.line(LENGTH).line(length).line(LINE_END);
        }
        to.line(LINE_END);
        System.arraycopy(request.body(), 0, to.bytes, to.at, copied(request));
        return to.bytes;
    }

    private static int size(Origin origin, OutboundRequest request, String length) {
        int size = request.method().length() + 1;
        size += origin.basePath().length() + request.target().length();
        size += VERSION_AND_HOST.length() + origin.hostHeader().length() + LINE_END.length();
        for (Field field : request.fields()) {
            size += field.name().length() + COLON.length() + field.value().length() + LINE_END.length();
        }
        if (request.hasBody()) {
            size += LENGTH.length() + length.length() + LINE_END.length();
        }
        return size + LINE_END.length() + copied(request);
    }

    /** Text from elsewhere. What could end its line early stops the request. */
    private RequestBytes text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0xff || (c < ' ' && c != '\t')) {
                throw new IllegalArgumentException("a request's head with a character that no head may have");
            }
            bytes[at++] = (byte) c;
        }
        return this;
    }

    /** Text of our own. */
    private RequestBytes line(String text) {
        for (int i = 0; i < text.length(); i++) {
            bytes[at++] = (byte) text.charAt(i);
        }
        return this;
    }
}
