package io.smg.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {

    private static final URI WORKER = URI.create("http://a");
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void keepsItsOwnCopies() {
        List<URI> urls = new ArrayList<>(List.of(WORKER));
        GatewayConfig config = config(urls);

        urls.clear();

        assertThat(config.workerUrls()).containsExactly(WORKER);
    }

    @Test
    void refusesAWorkerTwice() {
        assertThatIllegalArgumentException().isThrownBy(() -> config(List.of(WORKER, WORKER)));
    }

    @Test
    void refusesAListenerThatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> listener("", 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> listener("a", -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> listener("a", 65_536, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> listener("a", 0, 0));
    }

    @Test
    void refusesTimesThatAreNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> upstream(Duration.ZERO, Optional.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> upstream(SECOND, Optional.of(Duration.ZERO)));
        assertThatIllegalArgumentException().isThrownBy(() -> new DrainConfig(SECOND.negated(), SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> new DrainConfig(SECOND, SECOND.negated()));
        assertThatIllegalArgumentException().isThrownBy(() -> health(Duration.ZERO, SECOND, "/health"));
        assertThatIllegalArgumentException().isThrownBy(() -> health(SECOND, Duration.ZERO, "/health"));
    }

    @Test
    void refusesAPathWithoutItsSlash() {
        assertThatIllegalArgumentException().isThrownBy(() -> health(SECOND, SECOND, "health"));
    }

    @Test
    void refusesLimitsThatLetNothingThrough() {
        assertThatIllegalArgumentException().isThrownBy(() -> admission(0, 1, 0, SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> admission(1, 0, 0, SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> admission(1, 1, -1, SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> admission(1, 1, 0, Duration.ZERO));
    }

    @Test
    void refusesRetriesAndBreakersThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> retry(0, SECOND, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> retry(1, SECOND.negated(), 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> retry(1, SECOND, 0.5, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> retry(1, SECOND, 1, 1.5));
        assertThatIllegalArgumentException().isThrownBy(() -> breaker(0, SECOND, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> breaker(1, Duration.ZERO, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> breaker(1, SECOND, 0));
    }

    @Test
    void settlesForNoLongerThanAllMayTake() {
        assertThat(new DrainConfig(SECOND, Duration.ofMillis(1)).effectiveSettle())
                .isEqualTo(Duration.ofMillis(1));
        assertThat(new DrainConfig(Duration.ofMillis(1), SECOND).effectiveSettle())
                .isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void refusesPodsThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> pods(Map.of(), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> pods(Map.of("app", "engine"), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> pods(Map.of("app", "engine"), 65_536));
    }

    private static KubernetesConfig pods(Map<String, String> selector, int port) {
        return new KubernetesConfig(selector, Optional.empty(), port, Optional.empty());
    }

    @Test
    void refusesAPolicyWithoutAName() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PolicyConfig("", Map.of(), Optional.empty()));
    }

    private static GatewayConfig config(List<URI> urls) {
        return new GatewayConfig(
                urls,
                Optional.empty(),
                new PolicyConfig("random", Map.of(), Optional.empty()),
                List.of(),
                listener("localhost", 0, 1),
                admission(-1, 1, 0, SECOND),
                upstream(SECOND, Optional.empty()),
                health(SECOND, SECOND, "/"),
                Map.of(),
                new DrainConfig(SECOND, SECOND),
                new MetricsConfig("0.0.0.0", 0),
                new LogConfig(LogLevel.INFO, LogConfig.Format.TEXT, new AccessLogTarget.Off()));
    }

    private static ListenerConfig listener(String host, int port, int maxPayloadSize) {
        return new ListenerConfig(host, port, maxPayloadSize, List.of(), List.of(), EdgeConfig.DEFAULT);
    }

    private static HealthConfig health(Duration interval, Duration timeout, String path) {
        return new HealthConfig(HealthConfig.Mode.PROBED, interval, timeout, path, 1, 1);
    }

    private static AdmissionConfig admission(int concurrent, int rate, int queue, Duration wait) {
        return new AdmissionConfig(concurrent, rate, queue, wait);
    }

    private static UpstreamConfig upstream(Duration timeout, Optional<Duration> silence) {
        return new UpstreamConfig(timeout, silence, retry(1, SECOND, 1, 0), breaker(1, SECOND, 1), TrustConfig.DEFAULT);
    }

    private static RetryConfig retry(int attempts, Duration backoff, double multiplier, double jitter) {
        return new RetryConfig(attempts, backoff, SECOND, multiplier, jitter);
    }

    private static BreakerConfig breaker(int failures, Duration timeout, int successes) {
        return new BreakerConfig(BreakerConfig.Mode.ON, failures, timeout, successes);
    }
}
