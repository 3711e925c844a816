package io.smg.server.ingress;

import io.smg.server.exchange.ErrorReply;
import io.smg.server.exchange.GatewayException;

/** Requests that are refused before they are understood: each is answered once and its connection closed. */
final class Rejections {

    private Rejections() {}

    static GatewayException badRequest(String message) {
        return of(400, "bad_request", message);
    }

    static GatewayException requestLineTooLong() {
        return of(414, "uri_too_long", "The request line is too long");
    }

    static GatewayException headTooLarge(String message) {
        return of(431, "headers_too_large", message);
    }

    static GatewayException unknownCoding() {
        return of(501, "unsupported_transfer_encoding", "The only transfer coding that is understood is chunked");
    }

    static GatewayException unsupportedVersion() {
        return of(505, "http_version_not_supported", "Only HTTP/1.1 is spoken here");
    }

    static GatewayException methodNotAllowed() {
        return new GatewayException(ErrorReply.methodNotAllowed("GET, HEAD, POST, PUT, PATCH, DELETE"));
    }

    private static GatewayException of(int status, String code, String message) {
        return new GatewayException(new ErrorReply(status, code, message));
    }
}
