package io.smg.server.exchange;

import io.smg.api.RoutingRequest;
import io.smg.server.http1.RequestHead;
import io.smg.server.routing.Pool;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client's request as the gateway has read it, and as policies see it. Used by one thread at a time. */
final class InboundRequest implements RoutingRequest {

    private final Client client;
    private final Endpoint endpoint;
    private final RequestBody body;
    private int attempt = 1;
    private @Nullable String promptText;
    private @Nullable Pool pool;

    InboundRequest(Client client, Endpoint endpoint, RequestBody body) {
        this.client = client;
        this.endpoint = endpoint;
        this.body = body;
    }

    Client client() {
        return client;
    }

    RequestHead head() {
        return client.head();
    }

    Endpoint endpoint() {
        return endpoint;
    }

    byte[] body() {
        return body.bytes();
    }

    /** Says where the request is routed: the pool knows how large a token of its model is. */
    void routedIn(Pool chosen) {
        pool = chosen;
    }

    /** Says that the request is being routed again. */
    void nextAttempt() {
        attempt++;
    }

    @Override
    public String model() {
        return body.model().orElse("");
    }

    @Override
    public Optional<String> header(String name) {
        return head().fields().first(name);
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public String promptText() {
        String text = promptText;
        if (text == null) {
            text = RoutingText.of(endpoint, body.bytes());
            promptText = text;
        }
        return text;
    }

    @Override
    public int promptTokens() {
        return Objects.requireNonNull(pool, "not routed yet").tokensIn(body.bytes().length);
    }
}
