package io.smg.sim.engine;

import io.smg.sim.http.Handler;
import java.util.HashMap;
import java.util.Map;

/** Handlers by method and path. */
final class Routes {

    private Routes() {}

    static Map<String, Handler> joined(Map<String, Handler> some, Map<String, Handler> more) {
        Map<String, Handler> all = new HashMap<>(some);
        all.putAll(more);
        return Map.copyOf(all);
    }
}
