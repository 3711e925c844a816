package io.smg.server.ingress;

import io.smg.server.http1.Fields;

/** How the end of a request's body is known (RFC 9112 §6). */
sealed interface BodyFraming {

    /** There is no body. */
    record None() implements BodyFraming {}

    /**
     * The body has a known length.
     *
     * @param bytes one or more
     */
    record Length(long bytes) implements BodyFraming {}

    /** The body comes in chunks. */
    record Chunked() implements BodyFraming {}

    /** Longer lengths than this are not taken for lengths. */
    int MAX_LENGTH_DIGITS = 15;

    /** The framing that the fields announce; anything that could be read in two ways is refused. */
    static BodyFraming of(Fields fields) {
        int codings = fields.count("Transfer-Encoding");
        int lengths = fields.count("Content-Length");
        if (codings > 0 && lengths > 0) {
            throw Rejections.badRequest("Content-Length and Transfer-Encoding must not come together");
        }
        if (codings > 0) {
            return chunked(codings, fields.first("Transfer-Encoding").orElseThrow());
        }
        if (lengths > 1) {
            throw Rejections.badRequest("A request must not have two Content-Lengths");
        }
        return fields.first("Content-Length").map(BodyFraming::length).orElseGet(None::new);
    }

    private static BodyFraming chunked(int codings, String coding) {
        if (codings == 1 && coding.equalsIgnoreCase("chunked")) {
            return new Chunked();
        }
        throw Rejections.unknownCoding();
    }

    private static BodyFraming length(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Rejections.badRequest("The Content-Length is not a length");
        }
        long bytes = Long.parseLong(text);
        return bytes == 0 ? new None() : new Length(bytes);
    }
}
