package io.smg.server.exchange;

import io.helidon.common.GenericType;
import io.helidon.common.media.type.MediaType;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http.spi.Sink;
import io.helidon.webserver.http.spi.SinkProvider;
import io.helidon.webserver.http.spi.SinkProviderContext;
import java.util.function.BiConsumer;

/** Lets Helidon hand out {@link ClientAnswer}s; found by {@link java.util.ServiceLoader}. */
public final class ClientAnswerProvider implements SinkProvider<byte[]> {

    @Override
    public boolean supports(GenericType<? extends Sink<?>> type, ServerRequest request) {
        return type.equals(ClientAnswer.TYPE);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Helidon's signature; supports() saw to the type.
    public <X extends Sink<byte[]>> X create(SinkProviderContext context) {
        if (!(context.connectionContext() instanceof Client client)) {
            throw new IllegalStateException("the listener's connections are no clients");
        }
        return (X) new ClientAnswer(client, context.connectionContext().dataWriter());
    }

    @Override
    @Deprecated(forRemoval = true, since = "0.1")
    @SuppressWarnings({"removal", "TypeParameterUnusedInFormals"}) // It is abstract in Helidon until 5.
    public <X extends Sink<byte[]>> X create(
            ServerResponse response, BiConsumer<Object, MediaType> eventConsumer, Runnable closeRunnable) {
        throw new UnsupportedOperationException("needs the connection's context");
    }
}
