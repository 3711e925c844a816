package io.smg.sim.engine;

import io.smg.sim.http.BrokenOffException;
import io.smg.sim.http.HttpField;
import io.smg.sim.http.HttpReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** Does to one reply what a fault says. */
final class FaultyReply {

    private static final byte[] NO_JSON = "{\"id\": \"broken\", \"choices\": [{".getBytes(StandardCharsets.US_ASCII);

    private final Fault fault;
    private final HttpReply reply;
    private final Work work;

    FaultyReply(Fault fault, HttpReply reply, Work work) {
        this.fault = fault;
        this.reply = reply;
        this.work = work;
    }

    /**
     * Does what is to be done before the work begins, and prepares what comes later.
     *
     * @return whether the request has been answered by that
     */
    boolean answers() throws IOException {
        work.until(System.nanoTime() + fault.delay().toNanos());
        if (fault.status().isPresent()) {
            sendError(fault.status().getAsInt());
            return true;
        }
        if (fault.framing().isPresent()) {
            reply.raw(fault.framing().get().answer());
            throw new BrokenOffException(BrokenOffException.Way.CLOSE);
        }
        if (fault.breakage() == Fault.Breakage.MALFORMED) {
            reply.json(200, NO_JSON);
            return true;
        }
        prepareBreaking();
        return false;
    }

    private void prepareBreaking() throws IOException {
        if (fault.breakage() == Fault.Breakage.NONE) {
            return;
        }
        if (fault.isAtOnce()) {
            breakOff();
        }
        if (fault.afterEvents() >= 0) {
            reply.breakBeforePart(fault.afterEvents(), this::breakOff);
        } else {
            reply.breakAfterBytes(fault.afterBytes(), this::breakOff);
        }
    }

    private void breakOff() throws IOException {
        switch (fault.breakage()) {
            case RESET -> throw new BrokenOffException(BrokenOffException.Way.RESET);
            case STALL -> work.forEver();
            case SILENCE -> keepStill();
            case NONE, CLOSE, MALFORMED -> {}
        }
        throw new BrokenOffException(BrokenOffException.Way.CLOSE);
    }

    private static void keepStill() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.park();
        }
    }

    private void sendError(int status) throws IOException {
        byte[] body = Json.error(status, "a fault was asked for");
        HttpField[] fields = fault.retryAfter()
                .map(value -> new HttpField[] {new HttpField("Retry-After", value)})
                .orElse(new HttpField[0]);
        reply.json(status, body, fields);
    }
}
