package io.smg.server.exchange;

import io.smg.api.Usage;
import io.smg.server.http1.AnswerHead;
import io.smg.server.http1.Field;
import io.smg.server.http1.Fields;
import io.smg.server.upstream.AnswerBody;
import io.smg.server.upstream.BrokenAnswerException;
import io.smg.server.upstream.Framing;
import io.smg.server.upstream.SendResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Passes one worker's answer on: head first, then each piece of the body as it arrives. Used by the request's thread
 * alone.
 */
final class Relay {

    private static final int NO_CONTENT = 204;
    private static final String EVENT_STREAM = "text/event-stream";
    private static final byte[] END_OF_EVENT = {'\n', '\n'};

    private final AnswerHead head;
    private final AnswerBody body;
    private final ClientAnswer answer;

    private final AnswerTail tail = new AnswerTail();

    /** Whether what was passed on ends where an event may begin. */
    private boolean betweenEvents = true;

    Relay(SendResult.Answered answered, ClientAnswer answer) {
        this.head = answered.head();
        this.body = answered.body();
        this.answer = answer;
    }

    /**
     * Passes the answer on to its last byte. A slow client slows the worker: no more is read than was written.
     *
     * @throws BrokenAnswerException if the worker breaks off
     * @throws ClientGoneException if the client can't be written to
     */
    void pass() throws BrokenAnswerException {
        boolean inChunks = body.framing() == Framing.CHUNKED || body.framing() == Framing.UNTIL_CLOSE;
        answer.begin(head.status(), head.reason(), fields(head, answer.client()), inChunks);
        if (!body.isReady()) {
            answer.flush(); // The head of a stream must not wait for its first token.
        }
        boolean more = body.framing() != Framing.NONE;
        while (more) {
            more = answer.pass(this::read);
        }
        answer.finish();
    }

    /**
     * Ends an answer that can't be completed, so that nobody takes it for a whole one: a stream with an event that
     * says why, anything by closing the connection without what would complete it.
     */
    void breakOff(ErrorReply why) {
        answer.endConnection();
        answer.record().broke(why.code());
        answer.flush();
        if (isEventStream()) {
            if (!betweenEvents) {
                answer.piece(END_OF_EVENT);
            }
            answer.piece(why.event(answer.shape()));
        }
    }

    /** What the worker said of the tokens; meaningful once the answer has been passed on. */
    Optional<Usage> usage() {
        return ReportedUsage.in(tail.bytes());
    }

    /** Passes on an answer that has arrived as a whole. */
    static void pass(HeldAnswer held, ClientAnswer answer) {
        List<Field> fields = new ArrayList<>();
        for (Field field : fields(held.head(), answer.client())) {
            if (!field.is("Content-Length")) {
                fields.add(field);
            }
        }
        fields.add(new Field("Content-Length", Integer.toString(held.body().length)));
        answer.send(held.head().status(), held.head().reason(), Fields.of(fields), held.body());
    }

    private int read(byte[] target, int offset, int length) throws BrokenAnswerException {
        int count = body.read(target, offset, length);
        if (count > 0) {
            betweenEvents = endsEvent(target, offset, offset + count);
            tail.pass(target, offset, offset + count);
        }
        return count;
    }

    /** Whether bytes end with two line feeds, carriage returns aside. */
    private static boolean endsEvent(byte[] bytes, int from, int to) {
        int feeds = 0;
        for (int i = to - 1; i >= from && feeds < 2 && (bytes[i] == '\n' || bytes[i] == '\r'); i--) {
            feeds += bytes[i] == '\n' ? 1 : 0;
        }
        return feeds == 2;
    }

    /** Whether the answer is a stream of events. */
    boolean isEventStream() {
        return head.fields()
                .first("Content-Type")
                .filter(type -> type.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length()))
                .isPresent();
    }

    private static Fields fields(AnswerHead head, Client client) {
        List<Field> fields = new ArrayList<>(head.fields().size() + 1);
        boolean named = false;
        for (Field field : head.fields().endToEnd()) {
            named |= field.is("request-id");
            if (!field.is("X-Request-Id") && !(head.status() == NO_CONTENT && field.is("Content-Length"))) {
                fields.add(field);
            }
        }
        if (!named && Endpoint.of(client.head().path()) == Endpoint.MESSAGES) {
            fields.add(new Field("request-id", client.requestId()));
        }
        return Fields.of(fields);
    }
}
