package io.smg.server.ingress;

import io.smg.server.exchange.CallHandler;
import io.smg.server.exchange.Client;
import io.smg.server.exchange.ClientAnswer;
import io.smg.server.exchange.ErrorReply;
import io.smg.server.exchange.GatewayException;
import io.smg.server.http1.RequestHead;
import io.smg.server.observe.RequestRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which handler answers which path. Paths are compared as they came, byte for byte, so that no two spellings of one path
 * are treated differently by the gateway and by a worker. Immutable once it serves.
 */
public final class Routes implements CallHandler {

    /** What a path is matched by, and who answers there. */
    private record Route(String template, Map<String, CallHandler> methods) {}

    private static final List<String> PROXIED = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    /** Handlers by method, by path. */
    private final Map<String, Map<String, CallHandler>> exact = new HashMap<>();

    /** Handlers by method, by how the path begins. */
    private final Map<String, Map<String, CallHandler>> prefixes = new HashMap<>();

    /** Answers a method on a path; GET answers HEAD too. */
    public Routes on(String method, String path, CallHandler handler) {
        add(exact, method, path, handler);
        return this;
    }

    /** Answers a method on all other paths that begin so; GET answers HEAD too. */
    Routes onBelow(String method, String prefix, CallHandler handler) {
        add(prefixes, method, prefix, handler);
        return this;
    }

    /** Answers every method that can be proxied on all other paths that begin so. */
    Routes under(String prefix, CallHandler handler) {
        PROXIED.forEach(method -> onBelow(method, prefix, handler));
        return this;
    }

    @Override
    public void handle(Client client, ClientAnswer answer) {
        RequestHead head = client.head();
        Optional<Route> route = find(head.path());
        answer.record().routed(route.map(Route::template).orElse(RequestRecord.OTHER));
        handler(route, head.method()).handle(client, answer);
    }

    private static void add(
            Map<String, Map<String, CallHandler>> routes, String method, String path, CallHandler handler) {
        Map<String, CallHandler> methods = routes.computeIfAbsent(path, p -> new TreeMap<>());
        methods.put(method, handler);
        if (method.equals("GET")) {
            methods.put("HEAD", handler);
        }
    }

    private static CallHandler handler(Optional<Route> route, String method) {
        Map<String, CallHandler> methods = route.orElseThrow(() -> new GatewayException(ErrorReply.notFound()))
                .methods();
        return Optional.ofNullable(methods.get(method))
                .orElseThrow(
                        () -> new GatewayException(ErrorReply.methodNotAllowed(String.join(", ", methods.keySet()))));
    }

    private Optional<Route> find(String path) {
        Map<String, CallHandler> methods = exact.get(path);
        return methods == null ? below(path) : Optional.of(new Route(path, methods));
    }

    private Optional<Route> below(String path) {
        return prefixes.entrySet().stream()
                .filter(prefix -> path.startsWith(prefix.getKey()))
                .map(prefix -> new Route(prefix.getKey() + "*", prefix.getValue()))
                .findFirst();
    }
}
