package io.smg.server.cli;

import static io.smg.server.cli.Group.ADMISSION;
import static io.smg.server.cli.Group.CONFIGURATION;
import static io.smg.server.cli.Group.FAILURES;
import static io.smg.server.cli.Group.HEALTH;
import static io.smg.server.cli.Group.INFORMATION;
import static io.smg.server.cli.Group.OBSERVING;
import static io.smg.server.cli.Group.REQUESTS;
import static io.smg.server.cli.Group.ROUTING;

import io.smg.server.config.AccessLogTarget;
import io.smg.server.config.LogLevel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of all options, with all defaults; two parts of it stand in files of their own. */
final class Options {

    private static final List<Option<?>> ROWS = new ArrayList<>();

    /** More than any machine serves, and few enough that a second's worth is counted without overflow. */
    private static final int MAX_RATE = 1_000_000_000;

    static final Option<String> POLICY =
            row(Option.one("policy", ROUTING, Syntax.POLICY, "How a worker is chosen: the name of an installed policy.")
                    .or("round_robin"));

    static final Option<Pair> POLICY_OPTION = row(Option.repeated(
            "policy-option", ROUTING, Syntax.PAIR, "Something that the policy understands; can be repeated."));

    static final Option<Double> CACHE_THRESHOLD = row(Option.one(
            "cache-threshold",
            ROUTING,
            Syntax.decimal(0, 1),
            "The share of a prompt that a worker must hold more than to be chosen for it. This option and the next two"
                    + " make cache_aware go by thresholds instead of by cost. Default there: 0.3."));

    static final Option<Integer> BALANCE_ABS_THRESHOLD = row(Option.one(
            "balance-abs-threshold",
            ROUTING,
            Syntax.wholeNumber(0, Integer.MAX_VALUE),
            "Loads are far apart, so that the least loaded worker is chosen, if they differ by more requests than this"
                    + " and by more than the next option says. Default there: 64."));

    static final Option<Double> BALANCE_REL_THRESHOLD = row(Option.one(
            "balance-rel-threshold",
            ROUTING,
            Syntax.decimal(1, 1_000_000),
            "The greatest load must then also be more than this multiple of the least. Default there: 1.5."));

    static final Option<Integer> MAX_TREE_SIZE = row(Option.one(
            "max-tree-size",
            ROUTING,
            Syntax.wholeNumber(1, Integer.MAX_VALUE),
            "How many characters of prompts cache_aware takes a worker's cache to hold at most. Default there:"
                    + " 16777216."));

    static final Option<Duration> EVICTION_INTERVAL = row(Option.one(
                    "eviction-interval",
                    ROUTING,
                    Syntax.seconds(1),
                    "Accepted and without effect: the index of cache_aware is within its bound at any time.")
            .alias("--eviction-interval-secs"));

    static final Option<Path> PLUGIN_PATH = row(Option.repeated(
            "plugin-path",
            ROUTING,
            Syntax.PATH,
            "A directory of plug-ins, jars or folders of jars; can be repeated. Default: plugins in the image."));

    static final Option<Pair> MODEL_ALIAS = row(Option.repeated(
            "model-alias", ROUTING, Syntax.PAIR.called("ALIAS=MODEL"), "Another name for a model; can be repeated."));

    static final Option<Duration> REQUEST_TIMEOUT = row(Option.one(
                    "request-timeout-secs",
                    REQUESTS,
                    Syntax.seconds(1),
                    "How long a worker may take to the first byte of its answer.")
            .or("1800"));

    static final Option<Duration> STREAM_IDLE_TIMEOUT = row(Option.one(
            "stream-idle-timeout-secs",
            REQUESTS,
            Syntax.seconds(1),
            "How long a worker may be silent within an answer. Default: as long as it likes."));

    /** The largest array that a JVM is sure to give bounds it. */
    static final Option<Integer> MAX_PAYLOAD_SIZE = row(Option.one(
                    "max-payload-size",
                    REQUESTS,
                    Syntax.wholeNumber(1, Integer.MAX_VALUE - 8),
                    "The largest request body in bytes.")
            .or("134217728"));

    static final Option<String> REQUEST_ID_HEADERS = row(Option.several(
                    "request-id-headers",
                    REQUESTS,
                    Syntax.HEADER,
                    "The request headers that may carry a request's id; the first present one wins.")
            .or("x-request-id", "x-correlation-id", "x-trace-id", "request-id"));

    static final Option<Integer> MAX_CONCURRENT_REQUESTS = row(Option.one(
                    "max-concurrent-requests",
                    ADMISSION,
                    Syntax.limit(),
                    "How many inference requests may be under way at once; -1 for any number.")
            .or("-1"));

    static final Option<Integer> RATE_LIMIT = row(Option.one(
                    "rate-limit-tokens-per-second",
                    ADMISSION,
                    Syntax.wholeNumber(1, MAX_RATE),
                    "How many of them may begin in a second; counts with --max-concurrent-requests only.")
            .or("512"));

    static final Option<Integer> QUEUE_SIZE = row(Option.one(
                    "queue-size",
                    ADMISSION,
                    Syntax.wholeNumber(0, Integer.MAX_VALUE),
                    "How many may wait to be let in; the others get 429.")
            .or("128"));

    static final Option<Duration> QUEUE_TIMEOUT = row(Option.one(
                    "queue-timeout-secs",
                    ADMISSION,
                    Syntax.seconds(1),
                    "How long one may wait to be let in before it gets 408.")
            .or("30"));

    static final Option<Integer> RETRY_MAX = row(Option.one(
                    "retry-max-retries",
                    FAILURES,
                    Syntax.wholeNumber(1, 1000),
                    "How often a request is sent in all, the first time included.")
            .or("5"));

    static final Option<Duration> RETRY_INITIAL_BACKOFF = row(Option.one(
                    "retry-initial-backoff-ms",
                    FAILURES,
                    Syntax.millis(0),
                    "The pause before the same worker is asked again; another one is asked at once.")
            .or("50"));

    static final Option<Duration> RETRY_MAX_BACKOFF =
            row(Option.one("retry-max-backoff-ms", FAILURES, Syntax.millis(0), "The longest such pause.")
                    .or("30000"));

    static final Option<Double> RETRY_MULTIPLIER = row(Option.one(
                    "retry-backoff-multiplier",
                    FAILURES,
                    Syntax.decimal(1, 1000),
                    "By which each further pause is longer.")
            .or("1.5"));

    static final Option<Double> RETRY_JITTER = row(Option.one(
                    "retry-jitter-factor",
                    FAILURES,
                    Syntax.decimal(0, 1),
                    "The share of a pause that is left to chance, on either side.")
            .or("0.2"));

    static final Option<Boolean> DISABLE_RETRIES =
            row(Option.flag("disable-retries", FAILURES, "Send each request once."));

    static final Option<Integer> BREAKER_THRESHOLD = row(Option.one(
                    "circuit-breaker-threshold",
                    FAILURES,
                    Syntax.wholeNumber(1, Integer.MAX_VALUE),
                    "How many failures in a row open a worker's breaker, so that it gets no requests.")
            .or("5")
            .alias("--cb-failure-threshold"));

    static final Option<Duration> BREAKER_TIMEOUT = row(Option.one(
                    "circuit-breaker-timeout",
                    FAILURES,
                    Syntax.seconds(1),
                    "How long it stays open before one request at a time tries the worker.")
            .or("30")
            .alias("--cb-timeout-duration-secs"));

    static final Option<Integer> BREAKER_SUCCESSES = row(Option.one(
                    "cb-success-threshold",
                    FAILURES,
                    Syntax.wholeNumber(1, Integer.MAX_VALUE),
                    "How many of those must succeed in a row to close it.")
            .or("3"));

    static final Option<Boolean> DISABLE_BREAKER =
            row(Option.flag("disable-circuit-breaker", FAILURES, "Send requests to workers however often they fail."));

    static final Option<Duration> HEALTH_CHECK_INTERVAL = row(Option.one(
                    "health-check-interval",
                    HEALTH,
                    Syntax.DURATION,
                    "The time from one probe of a worker to the next.")
            .or("10s")
            .alias("--health-check-interval-secs"));

    static final Option<Duration> HEALTH_CHECK_TIMEOUT =
            row(Option.one("health-check-timeout", HEALTH, Syntax.DURATION, "How long a probe may take.")
                    .or("5s")
                    .alias("--health-check-timeout-secs"));

    static final Option<String> HEALTH_CHECK_PATH =
            row(Option.one("health-check-path", HEALTH, Syntax.URL_PATH, "The path that a probe asks for.")
                    .or("/health")
                    .alias("--health-check-endpoint"));

    static final Option<Integer> HEALTH_FAILURES = row(Option.one(
                    "health-failure-threshold",
                    HEALTH,
                    Syntax.wholeNumber(1, Integer.MAX_VALUE),
                    "How many probes must fail in a row before a worker gets no more requests.")
            .or("3"));

    static final Option<Integer> HEALTH_SUCCESSES = row(Option.one(
                    "health-success-threshold",
                    HEALTH,
                    Syntax.wholeNumber(1, Integer.MAX_VALUE),
                    "How many must then succeed in a row before it gets some again.")
            .or("2"));

    static final Option<Boolean> DISABLE_HEALTH_CHECK =
            row(Option.flag("disable-health-check", HEALTH, "Take every worker for well, and probe none."));

    static final Option<String> PROMETHEUS_HOST =
            row(Option.one("prometheus-host", OBSERVING, Syntax.HOST, "The address or name that metrics are served on.")
                    .or("0.0.0.0"));

    static final Option<Integer> PROMETHEUS_PORT = row(Option.one(
                    "prometheus-port",
                    OBSERVING,
                    Syntax.wholeNumber(0, 65_535),
                    "The port of /metrics; 0 picks a free one.")
            .or("29000"));

    static final Option<AccessLogTarget> ACCESS_LOG = row(Option.one(
                    "access-log",
                    OBSERVING,
                    Syntax.ACCESS_LOG,
                    "Where a line about each request goes. A file that is moved away is opened anew.")
            .or("stdout"));

    static final Option<LogLevel> LOG_LEVEL = row(Option.one(
                    "log-level",
                    OBSERVING,
                    Syntax.LOG_LEVEL,
                    "How much is logged: " + LogLevel.NAMES + ". RUST_LOG counts where nothing else says.")
            .or("info"));

    static final Option<Boolean> LOG_JSON = row(Option.flag("log-json", OBSERVING, "Log one JSON object a line."));

    static final Option<Path> CONFIG = row(Option.one(
            "config",
            CONFIGURATION,
            Syntax.PATH.called("FILE"),
            "A YAML file of options, each as `long-name: value`, lists as lists."));

    static final Option<Boolean> CHECK = row(Option.flag(
            "check",
            CONFIGURATION,
            "Check everything, print what would hold in the form of a --config file, and exit."));

    static final Option<Boolean> HELP =
            row(Option.flag("help", INFORMATION, "Print this text and exit.").alias("-h"));

    static final Option<Boolean> VERSION =
            row(Option.flag("version", INFORMATION, "Print the version and the image's modules, and exit.")
                    .alias("-V"));

    static final Option<Generated> GENERATE = row(Option.one(
            "generate",
            INFORMATION,
            Syntax.GENERATED,
            "Print the manual page (man), or what completes command lines in bash and zsh (completion), and exit."));

    private static final List<Option<?>> ALL = Stream.of(WorkerOptions.all(), ROWS, ListenerOptions.all())
            .flatMap(List::stream)
            .toList();

    private Options() {}

    /** All options; those of a group in the order of the help text. */
    static List<Option<?>> all() {
        return ALL;
    }

    /** The option of that long name. */
    static Optional<Option<?>> named(String name) {
        for (Option<?> option : ALL) {
            if (option.name().equals(name)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    private static <T> Option<T> row(Option<T> option) {
        ROWS.add(option);
        return option;
    }
}
