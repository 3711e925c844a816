package io.smg.server.admin;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.webserver.http.ServerRequest;
import io.smg.server.exchange.ClientAnswer;
import io.smg.server.meters.Exposition;
import java.nio.charset.StandardCharsets;

/**
 * Answers whoever scrapes the gateway's own metrics, in the format that they ask for. Thread-safe.
 *
 * @param registry what is scraped
 */
public record Scrape(MeterRegistry registry) {

    /** All series. */
    public void answer(ServerRequest request, ClientAnswer answer) {
        String accept = answer.client().head().fields().first("Accept").orElse("");
        Exposition.Format format = Exposition.Format.preferredBy(accept);
        String text = Exposition.of(registry, format);
        answer.send(200, format.contentType(), text.getBytes(StandardCharsets.UTF_8));
    }
}
