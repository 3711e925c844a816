package io.smg.server.ingress;

/**
 * Finds the end of a request's head while its bytes arrive, and refuses it as soon as a line end is wrong or a bound is
 * passed, so that neither a bare LF nor an endless line keeps the connection waiting.
 */
final class HeadScanner implements ClientInput.Scanner {

    private final IngressLimits limits;
    private int length;
    private int lineLength;
    private int lines;
    private int leading;
    private boolean afterCarriageReturn;
    private boolean complete;

    HeadScanner(IngressLimits limits) {
        this.limits = limits;
    }

    boolean isComplete() {
        return complete;
    }

    /** How many bytes in front of the request line are an empty line, which is forgiven once (RFC 9112 §2.2). */
    int leading() {
        return leading;
    }

    @Override
    public int end(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            accept(bytes[i]);
            if (complete) {
                return i + 1;
            }
        }
        return -1;
    }

    private void accept(byte b) {
        length++;
        if (afterCarriageReturn) {
            afterCarriageReturn = false;
            if (b != '\n') {
                throw Rejections.badRequest("A CR must be followed by LF");
            }
            endLine();
        } else if (b == '\r') {
            afterCarriageReturn = true;
        } else if (b == '\n') {
            throw Rejections.badRequest("A line must end with CR LF");
        } else {
            lineLength++;
            checkBounds();
        }
    }

    private void endLine() {
        if (lineLength > 0) {
            lines++;
        } else if (lines > 0) {
            complete = true;
        } else if (leading == 0) {
            leading = 2;
        } else {
            throw Rejections.badRequest("A request must begin with its request line");
        }
        lineLength = 0;
    }

    private void checkBounds() {
        if (lines == 0 && lineLength > limits.requestLine()) {
            throw Rejections.requestLineTooLong();
        }
        if (length > limits.head()) {
            throw Rejections.headTooLarge("The head of the request is too large");
        }
    }
}
