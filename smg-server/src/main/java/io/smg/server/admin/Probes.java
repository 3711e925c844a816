package io.smg.server.admin;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.smg.server.exchange.Client;
import io.smg.server.exchange.ClientAnswer;
import io.smg.server.worker.WorkerRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import tools.jackson.core.JsonGenerator;

/**
 * Answers whoever asks how the gateway is: a load balancer, a kubelet, a person. What it says comes from Helidon's
 * health checks. Thread-safe.
 */
public final class Probes {

    /** Where the checks are told one by one. */
    public static final String DETAILS = "/health/details";

    private static final byte[] OK = "OK".getBytes(StandardCharsets.UTF_8);

    private final HealthCheck liveness = new Liveness();
    private final Readiness readiness;

    /**
     * Probes of a gateway.
     *
     * @param stopping whether it has been told to stop
     */
    public Probes(WorkerRegistry registry, BooleanSupplier stopping) {
        this.readiness = new Readiness(registry, stopping);
    }

    /** 200 while the process runs. */
    public void alive(Client client, ClientAnswer answer) {
        answer.send(status(liveness.call()), "text/plain", OK);
    }

    /** 200 if a request could be served now, else 503 with the reason. */
    public void ready(Client client, ClientAnswer answer) {
        HealthCheckResponse response = readiness.call();
        Map<String, Object> details = response.details();
        String reason = String.valueOf(details.get(Readiness.REASON));
        JsonAnswer.object(answer, status(response), json -> {
            json.writeStringProperty("status", isUp(response) ? "ready" : "not ready");
            if (!reason.isEmpty()) {
                json.writeStringProperty(Readiness.REASON, reason);
            }
            number(json, Readiness.HEALTHY, details);
            number(json, Readiness.TOTAL, details);
            List<String> stale = readiness.staleSources();
            if (isUp(response) && !stale.isEmpty()) {
                json.writeName(Readiness.STALE);
                json.writeStartArray();
                stale.forEach(json::writeString);
                json.writeEndArray();
            }
        });
    }

    /** Each check with what it has found; 503 if any is bad. */
    public void details(Client client, ClientAnswer answer) {
        List<HealthCheck> checks = List.of(liveness, readiness);
        boolean allUp = checks.stream().allMatch(check -> isUp(check.call()));
        JsonAnswer.object(answer, allUp ? 200 : 503, json -> {
            json.writeStringProperty("status", allUp ? "up" : "down");
            JsonAnswer.array(json, "checks", checks, check -> write(json, check));
        });
    }

    private static void write(JsonGenerator json, HealthCheck check) {
        HealthCheckResponse response = check.call();
        json.writeStringProperty("name", check.name());
        json.writeStringProperty("type", check.type().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("status", isUp(response) ? "up" : "down");
        new TreeMap<>(response.details()).forEach((name, value) -> {
            switch (value) {
                case Number number -> json.writeNumberProperty(name, number.longValue());
                default -> json.writeStringProperty(name, value.toString());
            }
        });
    }

    private static void number(JsonGenerator json, String name, Map<String, Object> details) {
        json.writeNumberProperty(name, Long.parseLong(String.valueOf(details.get(name))));
    }

    private static boolean isUp(HealthCheckResponse response) {
        return response.status() == HealthCheckResponse.Status.UP;
    }

    private static int status(HealthCheckResponse response) {
        return isUp(response) ? 200 : 503;
    }
}
