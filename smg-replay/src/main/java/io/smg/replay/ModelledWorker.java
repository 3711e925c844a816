package io.smg.replay;

import io.smg.api.Worker;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** An engine as policies see it, with the loads that the gateway would count. For one thread. */
final class ModelledWorker implements Worker {

    private final int number;
    private int inFlight;
    private long queuedTokens;

    ModelledWorker(int number) {
        this.number = number;
    }

    /** Which of the engines it is, the first being 0. */
    int number() {
        return number;
    }

    /** A request is sent to it. */
    void dispatched(Turn turn) {
        inFlight++;
        queuedTokens += turn.expectedTokens();
    }

    /** A request's first token has come. */
    void began(Turn turn) {
        queuedTokens -= turn.expectedTokens();
    }

    /** A request's last token has come. */
    void ended() {
        inFlight--;
    }

    @Override
    public String id() {
        return "worker-" + number;
    }

    @Override
    public URI url() {
        return URI.create("http://" + id() + ":8000");
    }

    @Override
    public Set<String> models() {
        return Set.of(VirtualContext.MODEL);
    }

    @Override
    public Map<String, String> labels() {
        return Map.of();
    }

    @Override
    public int inFlight() {
        return inFlight;
    }

    @Override
    public long queuedTokens() {
        return queuedTokens;
    }

    @Override
    public String toString() {
        return id();
    }
}
