package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a gateway shows to whoever scrapes it.
 *
 * @param samples the value of each series
 */
record Scraped(Map<String, Double> samples) {

    static RawAnswer ask(int port, String... fields) {
        try (RawHttp client = RawHttp.connect(port)) {
            return client.send(Front.request("GET", "/metrics", "", fields)).read();
        }
    }

    static Scraped of(Front front) {
        RawAnswer answer = ask(front.gateway().metricsPort());
        assertThat(answer.status()).isEqualTo(200);
        Map<String, Double> samples = new LinkedHashMap<>();
        answer.bodyText()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> samples.put(
                        line.substring(0, line.lastIndexOf(' ')),
                        Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
        return new Scraped(samples);
    }

    double value(String series) {
        return samples.getOrDefault(series, Double.NaN);
    }

    /** The names with those of their labels, a histogram's without what makes it one. */
    Set<String> families() {
        return samples.keySet().stream()
                .map(series -> series.replaceAll("=\"[^\"]*\"", "")
                        .replaceAll(",?\\ble}", "}")
                        .replace("{}", ""))
                .map(series -> series.replaceAll("_(bucket|sum|count)$", ""))
                .collect(Collectors.toSet());
    }

    /** Where a histogram's buckets end, in the order in which they are shown. */
    List<String> bounds(String histogram) {
        String prefix = histogram + "_bucket{le=\"";
        return samples.keySet().stream()
                .filter(series -> series.startsWith(prefix))
                .map(series -> series.substring(prefix.length(), series.length() - 2))
                .toList();
    }

    /** The sum over all series whose text fits. */
    double sum(Predicate<String> series) {
        return samples.entrySet().stream()
                .filter(sample -> series.test(sample.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    double sum(String family) {
        return sum(series -> series.startsWith(family + "{"));
    }

    /** What is shown once so many requests have come and all are over. */
    static Scraped whenOver(Front front, int requests) {
        Front.await("all requests are counted", () -> {
            Scraped now = of(front);
            return now.sum("smg_http_requests_total") == requests
                    && now.value("smg_http_request_duration_seconds_count") == requests;
        });
        return of(front);
    }
}
