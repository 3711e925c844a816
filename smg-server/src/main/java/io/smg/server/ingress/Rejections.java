package io.smg.server.ingress;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.Status;

/** Requests that are refused before they are understood: each is answered once and its connection closed. */
final class Rejections {

    private Rejections() {}

    static RequestException badRequest(String message) {
        return of(Status.BAD_REQUEST_400, message);
    }

    static RequestException requestLineTooLong() {
        return of(Status.REQUEST_URI_TOO_LONG_414, "The request line is too long");
    }

    static RequestException headTooLarge(String message) {
        return of(Status.create(431, "Request Header Fields Too Large"), message);
    }

    static RequestException unknownCoding() {
        return of(Status.NOT_IMPLEMENTED_501, "The only transfer coding that is understood is chunked");
    }

    static RequestException unsupportedVersion() {
        return of(Status.HTTP_VERSION_NOT_SUPPORTED_505, "Only HTTP/1.1 is spoken here");
    }

    static RequestException methodNotAllowed() {
        return builder(Status.METHOD_NOT_ALLOWED_405, "The method is not allowed")
                .header(HeaderValues.create(HeaderNames.ALLOW, "GET, HEAD, POST, PUT, PATCH, DELETE"))
                .build();
    }

    private static RequestException of(Status status, String message) {
        return builder(status, message).build();
    }

    private static RequestException.Builder builder(Status status, String message) {
        return RequestException.builder()
                .type(EventType.BAD_REQUEST)
                .status(status)
                .setKeepAlive(false)
                .safeMessage(true)
                .message(message);
    }
}
