package io.smg.server.cli;

import io.smg.server.config.AdmissionConfig;
import io.smg.server.config.ApiKey;
import io.smg.server.config.BreakerConfig;
import io.smg.server.config.DrainConfig;
import io.smg.server.config.EdgeConfig;
import io.smg.server.config.GatewayConfig;
import io.smg.server.config.HealthConfig;
import io.smg.server.config.KeyFile;
import io.smg.server.config.KeyPairFiles;
import io.smg.server.config.KubernetesConfig;
import io.smg.server.config.ListenerConfig;
import io.smg.server.config.LogConfig;
import io.smg.server.config.MetricsConfig;
import io.smg.server.config.PolicyConfig;
import io.smg.server.config.RetryConfig;
import io.smg.server.config.TrustConfig;
import io.smg.server.config.UnusableFileException;
import io.smg.server.config.UpstreamConfig;
import io.smg.server.config.WorkerAllow;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns settings into a configuration, and checks what concerns more than one value. */
final class Assembly {

    /** What reaches the policy as one of its options, under the same name. */
    private static final List<Option<?>> OF_THE_POLICY = List.of(
            Options.CACHE_THRESHOLD,
            Options.BALANCE_ABS_THRESHOLD,
            Options.BALANCE_REL_THRESHOLD,
            Options.MAX_TREE_SIZE);

    private final Settings settings;

    private Assembly(Settings settings) {
        this.settings = settings;
    }

    /**
     * The configuration that the settings make.
     *
     * @throws UsageException if they make none
     */
    static GatewayConfig of(Settings settings) {
        Options.all().forEach(settings::all);
        return new Assembly(settings).gateway();
    }

    private GatewayConfig gateway() {
        return new GatewayConfig(
                workerUrls(),
                kubernetes(),
                policy(),
                settings.all(Options.PLUGIN_PATH),
                listener(),
                admission(),
                upstream(),
                health(),
                pairs(Options.MODEL_ALIAS),
                new DrainConfig(
                        settings.one(ListenerOptions.DRAIN_SETTLE),
                        settings.one(ListenerOptions.SHUTDOWN_GRACE_PERIOD)),
                new MetricsConfig(settings.one(Options.PROMETHEUS_HOST), settings.one(Options.PROMETHEUS_PORT)),
                log());
    }

    private PolicyConfig policy() {
        Map<String, String> options = pairs(Options.POLICY_OPTION);
        for (Option<?> option : OF_THE_POLICY) {
            Setting setting = settings.setting(option);
            for (String text : setting.texts()) {
                if (options.put(option.name(), text) != null) {
                    throw UsageException.refused(
                            option, text, setting.source(), "must be given once, and is a --policy-option too");
                }
            }
        }
        return new PolicyConfig(settings.one(Options.POLICY), options, settings.optional(Options.EVICTION_INTERVAL));
    }

    private ListenerConfig listener() {
        return new ListenerConfig(
                settings.one(ListenerOptions.HOST),
                settings.one(ListenerOptions.PORT),
                settings.one(Options.MAX_PAYLOAD_SIZE),
                apiKeys(),
                settings.all(Options.REQUEST_ID_HEADERS),
                edge());
    }

    private AdmissionConfig admission() {
        return new AdmissionConfig(
                settings.one(Options.MAX_CONCURRENT_REQUESTS),
                settings.one(Options.RATE_LIMIT),
                settings.one(Options.QUEUE_SIZE),
                settings.one(Options.QUEUE_TIMEOUT));
    }

    private UpstreamConfig upstream() {
        return new UpstreamConfig(
                settings.one(Options.REQUEST_TIMEOUT),
                settings.optional(Options.STREAM_IDLE_TIMEOUT),
                retry(),
                breaker(),
                trust());
    }

    private RetryConfig retry() {
        return new RetryConfig(
                settings.one(Options.DISABLE_RETRIES) ? 1 : settings.one(Options.RETRY_MAX),
                settings.one(Options.RETRY_INITIAL_BACKOFF),
                settings.one(Options.RETRY_MAX_BACKOFF),
                settings.one(Options.RETRY_MULTIPLIER),
                settings.one(Options.RETRY_JITTER));
    }

    private BreakerConfig breaker() {
        return new BreakerConfig(
                settings.one(Options.DISABLE_BREAKER) ? BreakerConfig.Mode.OFF : BreakerConfig.Mode.ON,
                settings.one(Options.BREAKER_THRESHOLD),
                settings.one(Options.BREAKER_TIMEOUT),
                settings.one(Options.BREAKER_SUCCESSES));
    }

    private HealthConfig health() {
        return new HealthConfig(
                settings.one(Options.DISABLE_HEALTH_CHECK) ? HealthConfig.Mode.ASSUMED : HealthConfig.Mode.PROBED,
                settings.one(Options.HEALTH_CHECK_INTERVAL),
                settings.one(Options.HEALTH_CHECK_TIMEOUT),
                settings.one(Options.HEALTH_CHECK_PATH),
                settings.one(Options.HEALTH_FAILURES),
                settings.one(Options.HEALTH_SUCCESSES));
    }

    private LogConfig log() {
        return new LogConfig(
                settings.one(Options.LOG_LEVEL),
                settings.one(Options.LOG_JSON) ? LogConfig.Format.JSON : LogConfig.Format.TEXT,
                settings.one(Options.ACCESS_LOG));
    }

    private List<URI> workerUrls() {
        List<URI> urls = settings.all(WorkerOptions.WORKER_URLS);
        boolean mayBeNone = settings.one(WorkerOptions.ENABLE_IGW) || settings.one(WorkerOptions.SERVICE_DISCOVERY);
        if (urls.isEmpty() && !mayBeNone) {
            throw new UsageException(WorkerOptions.WORKER_URLS.flag()
                    + " is required without --service-discovery or --enable-igw: one or more, each "
                    + WorkerOptions.WORKER_URLS.syntax().allowed());
        }
        Set<URI> seen = new HashSet<>();
        for (URI url : urls) {
            if (!seen.add(url)) {
                throw repeated(WorkerOptions.WORKER_URLS, url.toString());
            }
        }
        return urls;
    }

    private Optional<KubernetesConfig> kubernetes() {
        if (!settings.one(WorkerOptions.SERVICE_DISCOVERY)) {
            return Optional.empty();
        }
        Map<String, String> selector = pairs(WorkerOptions.SELECTOR);
        if (selector.isEmpty()) {
            throw new UsageException(
                    WorkerOptions.SELECTOR.flag() + " is required with --service-discovery: one or more, each "
                            + WorkerOptions.SELECTOR.syntax().allowed());
        }
        return Optional.of(new KubernetesConfig(
                selector,
                settings.optional(WorkerOptions.SERVICE_DISCOVERY_NAMESPACE),
                settings.one(WorkerOptions.SERVICE_DISCOVERY_PORT),
                settings.optional(WorkerOptions.MODEL_ID_FROM)));
    }

    private Map<String, String> pairs(Option<Pair> option) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (Pair pair : settings.all(option)) {
            if (pairs.put(pair.key(), pair.value()) != null) {
                throw repeated(option, pair.key());
            }
        }
        return pairs;
    }

    private EdgeConfig edge() {
        return new EdgeConfig(
                keyPair(ListenerOptions.TLS_CERT, ListenerOptions.TLS_KEY),
                settings.optional(ListenerOptions.API_KEY_FILE)
                        .map(file -> checkedKeys(ListenerOptions.API_KEY_FILE, file)),
                new EdgeConfig.Patience(
                        settings.one(ListenerOptions.HEADER_TIMEOUT),
                        settings.one(ListenerOptions.BODY_TIMEOUT),
                        settings.one(ListenerOptions.IDLE_TIMEOUT)),
                settings.all(ListenerOptions.MAX_CONNECTIONS).stream()
                        .mapToInt(Integer::intValue)
                        .findFirst(),
                settings.all(ListenerOptions.TRUSTED_PROXIES),
                settings.all(ListenerOptions.CORS_ORIGINS));
    }

    private TrustConfig trust() {
        return new TrustConfig(
                keyPair(WorkerOptions.CLIENT_CERT, WorkerOptions.CLIENT_KEY),
                settings.all(WorkerOptions.CA_CERT),
                settings.optional(WorkerOptions.WORKER_KEY_FILE)
                        .map(file -> checkedKeys(WorkerOptions.WORKER_KEY_FILE, file)),
                WorkerAllow.of(settings.all(WorkerOptions.WORKER_ALLOW)));
    }

    private Optional<KeyPairFiles> keyPair(Option<Path> certificate, Option<Path> key) {
        Optional<Path> first = settings.optional(certificate);
        Optional<Path> second = settings.optional(key);
        if (first.isPresent() != second.isPresent()) {
            Option<Path> given = first.isPresent() ? certificate : key;
            Option<Path> missing = first.isPresent() ? key : certificate;
            throw UsageException.refused(
                    given,
                    settings.setting(given).texts().getFirst(),
                    settings.setting(given).source(),
                    "must come together with " + missing.flag());
        }
        return first.flatMap(one -> second.map(other -> new KeyPairFiles(one, other)));
    }

    private List<ApiKey> apiKeys() {
        return settings.all(ListenerOptions.API_KEY).stream()
                .map(secret -> new ApiKey(ApiKey.UNNAMED, secret))
                .toList();
    }

    /** A file that has keys in it now; the gateway reads it for itself. */
    private Path checkedKeys(Option<Path> option, Path file) {
        try {
            new KeyFile(file).read();
            return file;
        } catch (UnusableFileException e) {
            Source source = settings.setting(option).source();
            throw UsageException.refused(
                    option, file.toString(), source, "must be a file of keys, one a line, but " + e.reason());
        }
    }

    private UsageException repeated(Option<?> option, String text) {
        return UsageException.refused(option, text, settings.setting(option).source(), "must be given once");
    }
}
