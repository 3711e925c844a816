package io.smg.server.ingress;

import io.smg.server.http1.FieldLines;
import io.smg.server.http1.Fields;
import io.smg.server.http1.MalformedHeadException;
import io.smg.server.http1.RequestHead;
import java.io.ByteArrayOutputStream;

/** Reads the head of a request to its end, within its bounds, and checks every byte of it. */
final class HeadReader {

    private final IngressLimits limits;

    HeadReader(IngressLimits limits) {
        this.limits = limits;
    }

    /** Reads the next head, waiting for the rest of it. */
    RequestHead read(ClientInput input) {
        HeadScanner scanner = new HeadScanner(limits);
        byte[] head = input.readScanned(scanner);
        if (!scanner.isComplete()) {
            head = readOn(input, scanner, head);
        }
        return parse(head, scanner.leading());
    }

    private static byte[] readOn(ClientInput input, HeadScanner scanner, byte[] start) {
        ByteArrayOutputStream head = new ByteArrayOutputStream(2 * start.length);
        head.writeBytes(start);
        while (!scanner.isComplete()) {
            head.writeBytes(input.readScanned(scanner));
        }
        return head.toByteArray();
    }

    private RequestHead parse(byte[] head, int start) {
        int lineEnd = start;
        while (head[lineEnd] != '\r') {
            lineEnd++;
        }
        RequestLine line = RequestLine.parse(head, start, lineEnd);
        Fields fields = fields(head, lineEnd + 2, head.length - 2);
        return new RequestHead(line.method(), HostRules.originForm(line.target(), fields), fields);
    }

    private Fields fields(byte[] head, int from, int to) {
        try {
            return FieldLines.parse(head, from, to, limits.fields());
        } catch (MalformedHeadException e) {
            throw switch (e.reason()) {
                case SYNTAX -> Rejections.badRequest("Bad request: " + e.getMessage());
                case TOO_LARGE -> Rejections.headTooLarge("The request has " + e.getMessage());
            };
        }
    }
}
