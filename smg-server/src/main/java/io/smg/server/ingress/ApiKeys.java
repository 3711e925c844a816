package io.smg.server.ingress;

import io.smg.server.config.ApiKey;
import io.smg.server.config.Secret;
import io.smg.server.exchange.CallHandler;
import io.smg.server.exchange.ErrorReply;
import io.smg.server.exchange.GatewayException;
import io.smg.server.http1.Fields;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** The keys that clients must present, if there are any. Thread-safe. */
final class ApiKeys {

    private static final String BEARER = "Bearer ";

    /** What only pages of browsers and proxies say. */
    private static final List<String> OTHERS = List.of("Origin", "X-Forwarded-For", "Forwarded", "Via");

    private final Access access;

    /**
     * Makes the check.
     *
     * @param access knows the keys, any one of which opens the door
     */
    ApiKeys(Access access) {
        this.access = access;
    }

    /** The handler behind the check: it sees only requests with a right key, and no body is read of the others. */
    CallHandler guard(CallHandler handler) {
        if (!access.asksForKeys()) {
            return handler;
        }
        return (client, answer) -> {
            answer.record()
                    .showedKey(bearer(client.head().fields())
                            .orElseThrow(() -> new GatewayException(ErrorReply.invalidApiKey())));
            handler.handle(client, answer);
        };
    }

    /** As {@link #guard}, except that without keys only this machine is let in: the handler can change the gateway. */
    CallHandler guardAdmin(CallHandler handler) {
        if (access.asksForKeys()) {
            return guard(handler);
        }
        return (client, answer) -> {
            if (!isLoopback(client.address()) || comesForOthers(client.head().fields())) {
                throw new GatewayException(ErrorReply.forbidden());
            }
            handler.handle(client, answer);
        };
    }

    /** A web page in a browser of this machine comes from this machine as well, and so does what its proxy passes on. */
    private static boolean comesForOthers(Fields fields) {
        return OTHERS.stream().anyMatch(name -> fields.count(name) > 0);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The name of the key that is presented; empty if it is none. */
    private Optional<String> bearer(Fields fields) {
        return token(fields)
                .or(() -> fields.first("x-api-key"))
                .flatMap(shown -> nameOf(shown, access.keys(), Secret::matches));
    }

    /**
     * The name of the key that is shown. It is compared with every key, whatever was found before, so that the time
     * taken says nothing about which one was near.
     *
     * @param comparison compares a key with what is shown, in a time that does not depend on the key
     */
    static Optional<String> nameOf(String shown, List<ApiKey> keys, BiPredicate<Secret, String> comparison) {
        Optional<String> name = Optional.empty();
        for (ApiKey key : keys) {
            name = comparison.test(key.secret(), shown) ? Optional.of(key.name()) : name;
        }
        return name;
    }

    private static Optional<String> token(Fields fields) {
        return fields.first("Authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }
}
