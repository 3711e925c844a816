package io.smg.server.observe;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.DistributionSummary;
import io.smg.api.Usage;
import io.smg.server.meters.Meters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Counts requests. Each that has begun ends as one response or one cancellation, so the counters add up; a label's value
 * is from a set that no client adds to. Thread-safe.
 */
public final class RequestMeters implements RequestObserver {

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What stands for the keys without a name; a name has no parentheses. */
    private static final String UNNAMED = "(unnamed)";

    /** Files of keys change, and a counter whose name has left stays: this many are told apart. */
    private static final int KEY_NAMES = 1000;

    private static final String ALLOWED = "allowed";
    private static final String REFUSED = "rejected";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** The final ones that are registered, and the one with which Anthropic's API says that it is overloaded. */
    private static final int[] STATUSES = {
        200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 307, 308, 400, 401, 402, 403,
        404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 423, 424, 425, 426, 428, 429,
        431, 451, 500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511, 529
    };

    /** From a cached prompt's first token to the slowest prefill that anybody waits for. */
    private static final double[] FIRST_TOKEN = {
        0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120
    };

    /** From an error to the longest generation that the default timeout allows. */
    private static final double[] DURATION = {
        0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1200, 1800
    };

    private static final double[] WAIT = {0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};

    private final BoundedNames keyNames = new BoundedNames(KEY_NAMES);
    private final Map<Integer, String> statusLabels = new HashMap<>();
    private final CounterFamily requests;
    private final CounterFamily responses;
    private final CounterFamily byKey;
    private final CounterFamily doors;
    private final CounterFamily routed;
    private final CounterFamily tokens;
    private final CounterFamily predicted;
    private final CounterFamily cancelled;
    private final Counter retries;
    private final DistributionSummary durations;
    private final DistributionSummary firstTokens;
    private final DistributionSummary waits;

    /** Counts into a registry. */
    public RequestMeters(Meters meters) {
        for (int status : STATUSES) {
            statusLabels.put(status, Integer.toString(status));
        }
        requests = new CounterFamily(meters, "smg_http_requests_total", "Requests that have come.", "method", "path");
        responses = new CounterFamily(
                meters,
                "smg_http_responses_total",
                "Answers given; error_code is the gateway's own error, empty for a whole answer.",
                "path",
                "status_code",
                "error_code");
        byKey = new CounterFamily(
                meters, "smg_http_requests_by_key_total", "Requests that have shown a key, by its name.", "key");
        doors = new CounterFamily(
                meters, "smg_http_rate_limit_total", "What admission said to inference requests.", "result");
        routed = new CounterFamily(
                meters, "smg_router_requests_total", "Requests sent to workers.", "model", "endpoint", "streaming");
        tokens = new CounterFamily(meters, "smg_router_tokens_total", "Tokens that workers reported.", "model", "kind");
        predicted = new CounterFamily(
                meters,
                "smg_router_predicted_cached_tokens_total",
                "Prompt tokens that the policy expected in the caches of the workers it chose.",
                "model");
        cancelled = new CounterFamily(
                meters, "smg_router_cancelled_total", "Requests whose client left, by how far they were.", "stage");
        // There from the start: the step from nothing to one is none that a rate could see.
        List.of(ALLOWED, REFUSED).forEach(doors::of);
        List.of(Stage.values()).forEach(stage -> cancelled.of(stage.label()));
        retries = meters.getOrCreate(
                Meters.counter("smg_worker_retries_total").description("Attempts beyond the first of their request."));
        durations = histogram(meters, "smg_http_request_duration_seconds", "Time to the last byte.", DURATION);
        firstTokens = histogram(
                meters, "smg_router_ttft_seconds", "Time to a worker's first byte, waiting included.", FIRST_TOKEN);
        waits = histogram(meters, "smg_router_queue_wait_seconds", "Time that admission took.", WAIT);
    }

    @Override
    public void began(RequestRecord request) {
        requests.of(METHODS.contains(request.method()) ? request.method() : RequestRecord.OTHER, request.route())
                .increment();
    }

    @Override
    public void showedKey(RequestRecord request) {
        byKey.of(request.key().isEmpty() ? UNNAMED : keyNames.of(request.key())).increment();
    }

    @Override
    public void passedDoor(RequestRecord request) {
        doors.of(request.isRefusedAtDoor() ? REFUSED : ALLOWED).increment();
        request.queueNanos().ifPresent(nanos -> waits.record(nanos / NANOS));
    }

    @Override
    public void dispatched(RequestRecord request) {
        predicted.of(model(request)).increment(request.predictedTokens());
        if (request.attempts() > 1) {
            retries.increment();
        }
    }

    @Override
    public void answering(RequestRecord request) {
        route(request);
        request.firstByteNanos().ifPresent(nanos -> firstTokens.record(nanos / NANOS));
    }

    @Override
    public void ended(RequestRecord request) {
        if (request.ending() == Ending.CLIENT_GONE) {
            cancelled.of(request.stage().label()).increment();
        } else {
            String status = statusLabels.getOrDefault(request.status(), RequestRecord.OTHER);
            responses.of(request.route(), status, request.errorCode()).increment();
        }
        if (request.attempts() > 0 && request.firstByteNanos().isEmpty()) {
            route(request);
        }
        request.usage().ifPresent(usage -> count(model(request), usage));
        durations.record(request.nanos() / NANOS); // Last: whoever sees it sees the rest.
    }

    /** Counted once whether it is a stream is known, or never will be. */
    private void route(RequestRecord request) {
        routed.of(model(request), request.endpoint(), request.isStreaming() ? "true" : "false")
                .increment();
    }

    private void count(String model, Usage usage) {
        tokens.of(model, "prompt").increment(usage.promptTokens());
        usage.cachedTokens().ifPresent(cached -> tokens.of(model, "cached").increment(cached));
        tokens.of(model, "completion").increment(usage.completionTokens());
    }

    private static String model(RequestRecord request) {
        return request.model().isEmpty() ? RequestRecord.OTHER : request.model();
    }

    private static DistributionSummary histogram(Meters meters, String name, String help, double[] bounds) {
        return meters.getOrCreate(Meters.histogram(name, bounds).description(help));
    }
}
