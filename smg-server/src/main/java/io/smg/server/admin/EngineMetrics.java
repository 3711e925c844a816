package io.smg.server.admin;

import io.smg.server.admin.Fleet.Answer;
import io.smg.server.exchange.Client;
import io.smg.server.exchange.ClientAnswer;
import io.smg.server.exchange.ErrorReply;
import io.smg.server.exchange.GatewayException;
import io.smg.server.worker.ControlClient;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Answers with the metrics of all workers, merged. Where one fails the answer is 206 and says so in a comment, except
 * for a Prometheus server, which would throw that away. Thread-safe.
 */
public final class EngineMetrics {

    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    /** What only a Prometheus server sends. */
    private static final String SCRAPER = "X-Prometheus-Scrape-Timeout-Seconds";

    private final Fleet fleet;
    private final ControlClient client;

    /** Asks this fleet through a client with a deadline. */
    public EngineMetrics(Fleet fleet, ControlClient client) {
        this.fleet = fleet;
        this.client = client;
    }

    /** All workers' metrics. */
    public void answer(Client asking, ClientAnswer answer) {
        List<Answer> answers = fleet.ask(worker -> client.get(worker, "/metrics"));
        if (answers.isEmpty()) {
            throw new GatewayException(ErrorReply.noAvailableWorkers());
        }
        if (answers.stream().noneMatch(Answer::isGood)) {
            throw new GatewayException(ErrorReply.upstreamUnreachable());
        }
        boolean all = answers.stream().allMatch(Answer::isGood);
        boolean scraped = asking.head().fields().first(SCRAPER).isPresent();
        byte[] text = text(answers).getBytes(StandardCharsets.UTF_8);
        answer.send(all || scraped ? 200 : 206, TEXT_FORMAT, text);
    }

    private static String text(List<Answer> answers) {
        MergedMetrics metrics = new MergedMetrics();
        StringBuilder failed = new StringBuilder();
        for (Answer answer : answers) {
            String url = answer.worker().url().toString();
            if (answer.isGood()) {
                metrics.add(url, new String(answer.reply(), StandardCharsets.UTF_8));
            } else {
                failed.append("# failed: ")
                        .append(url)
                        .append(": ")
                        .append(answer.error())
                        .append('\n');
            }
        }
        return failed + metrics.toString();
    }
}
