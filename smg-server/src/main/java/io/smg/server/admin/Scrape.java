package io.smg.server.admin;

import io.helidon.metrics.api.MeterRegistry;
import io.smg.server.exchange.Client;
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
    public void answer(Client client, ClientAnswer answer) {
        String accept = client.head().fields().first("Accept").orElse("");
        Exposition.Format format = Exposition.Format.preferredBy(accept);
        String text = Exposition.of(registry, format);
        answer.send(200, format.contentType(), text.getBytes(StandardCharsets.UTF_8));
    }
}
