package io.smg.server.cli;

import io.smg.server.config.AccessLogTarget;
import io.smg.server.config.AddressRange;
import io.smg.server.config.Durations;
import io.smg.server.config.HostName;
import io.smg.server.config.LogLevel;
import io.smg.server.config.Secret;
import io.smg.server.config.WorkerUrl;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/**
 * How the text of a value is read.
 *
 * @param placeholder what stands for the value in the help text
 * @param allowed what is allowed, for people; reads well after "must be"
 * @param visibility whether a message may show the text
 * @param reading the value in a text, or empty if the text is not allowed
 * @param <T> what the value is
 */
record Syntax<T>(String placeholder, String allowed, Visibility visibility, Function<String, Optional<T>> reading) {

    /** Whether a message may show the text of a value. */
    enum Visibility {
        SHOWN,
        MASKED
    }

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,15}");

    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

    static final Syntax<Boolean> SWITCH =
            shown("BOOL", "true, 1, yes or on, or false, 0, no or off", Syntax::readSwitch);
    static final Syntax<Duration> DURATION = shown("DURATION", Durations.ALLOWED, Durations::parse);
    static final Syntax<URI> WORKER_URL = shown("URL", WorkerUrl.ALLOWED, WorkerUrl::parse);
    static final Syntax<String> HOST = shown("HOST", HostName.ALLOWED, HostName::parse);
    static final Syntax<LogLevel> LOG_LEVEL = shown("LEVEL", "one of " + LogLevel.NAMES, LogLevel::parse);
    static final Syntax<AccessLogTarget> ACCESS_LOG = shown("TARGET", AccessLogTarget.ALLOWED, AccessLogTarget::parse);
    static final Syntax<Pair> PAIR = shown("KEY=VALUE", "KEY=VALUE, neither of them empty", Pair::parse);
    static final Syntax<Pair> SELECTOR =
            shown("KEY=VALUE", "KEY=VALUE, a label's name and the value that it must have", LabelSelector::parse);
    static final Syntax<String> NAMESPACE =
            matching("NAMESPACE", "the name of a namespace, or *", "\\*|[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    static final Syntax<String> MODEL_ID_SOURCE = matching(
            "SOURCE", "namespace, label:KEY or annotation:KEY", "namespace|(label|annotation):" + LabelSelector.NAME);
    static final Syntax<Path> PATH = shown("PATH", "the path of a file or directory", Syntax::readPath);
    static final Syntax<Secret> SECRET =
            new Syntax<>("KEY", "printable ASCII without blanks", Visibility.MASKED, Secret::parse);
    static final Syntax<AddressRange> ADDRESSES = shown("CIDR", AddressRange.ALLOWED, AddressRange::parse);
    static final Syntax<String> PLACE =
            shown("PLACE", AddressRange.ALLOWED + ", or the end of a name as .example.com", text -> Optional.of(text)
                    .filter(Syntax::isPlace));
    static final Syntax<String> ORIGIN =
            matching("ORIGIN", "an origin as https://example.com, or *", "\\*|https?://[A-Za-z0-9.\\[\\]:_-]+");
    static final Syntax<Generated> GENERATED = shown("WHAT", "one of " + Generated.NAMES, Generated::parse);
    static final Syntax<String> POLICY = matching("NAME", "the name of an installed policy", "[^\\s\\p{Cntrl}]+");
    static final Syntax<String> URL_PATH =
            matching("PATH", "a path that begins with /, without blanks, ? or #", "/[!-~&&[^?#]]*");
    static final Syntax<String> HEADER = matching("NAME", "the name of a header", "[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    /** A whole number between two bounds, both allowed. */
    static Syntax<Integer> wholeNumber(int least, int most) {
        return shown("N", "a whole number from " + least + " to " + most, text -> readNumber(text, least, most));
    }

    /** A whole number of at least one, or -1 for no limit. */
    static Syntax<Integer> limit() {
        return shown("N", "-1 for no limit, or a whole number from 1 to " + Integer.MAX_VALUE, text -> readNumber(
                        text, -1, Integer.MAX_VALUE)
                .filter(n -> n != 0));
    }

    /** A decimal number between two bounds, both allowed. */
    static Syntax<Double> decimal(double least, double most) {
        return shown("X", "a number from " + least + " to " + most, text -> Optional.of(text)
                .filter(t -> DECIMAL.matcher(t).matches())
                .map(Double::parseDouble)
                .filter(x -> x >= least && x <= most));
    }

    /** A whole number of seconds. */
    static Syntax<Duration> seconds(int least) {
        return units("SECONDS", least, Duration::ofSeconds);
    }

    /** A whole number of milliseconds. */
    static Syntax<Duration> millis(int least) {
        return units("MILLISECONDS", least, Duration::ofMillis);
    }

    private static Syntax<Duration> units(String placeholder, int least, LongFunction<Duration> unit) {
        Syntax<Integer> number = wholeNumber(least, Integer.MAX_VALUE);
        return shown(
                placeholder, number.allowed, text -> number.reading.apply(text).map(unit::apply));
    }

    /** The same syntax with another word for the value. */
    Syntax<T> called(String word) {
        return new Syntax<>(word, allowed.replace(placeholder, word), visibility, reading);
    }

    private static <T> Syntax<T> shown(String placeholder, String allowed, Function<String, Optional<T>> reading) {
        return new Syntax<>(placeholder, allowed, Visibility.SHOWN, reading);
    }

    private static Syntax<String> matching(String placeholder, String allowed, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return shown(placeholder, allowed, text -> Optional.of(text)
                .filter(t -> pattern.matcher(t).matches()));
    }

    private static Optional<Integer> readNumber(String text, int least, int most) {
        return Optional.of(text)
                .filter(t -> WHOLE_NUMBER.matcher(t).matches())
                .map(Long::parseLong)
                .filter(n -> n >= least && n <= most)
                .map(Long::intValue);
    }

    private static Optional<Boolean> readSwitch(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> Optional.of(true);
            case "false", "0", "no", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static boolean isPlace(String text) {
        boolean suffix =
                text.startsWith(".") && HostName.parse(text.substring(1)).isPresent();
        return suffix || AddressRange.parse(text).isPresent();
    }

    private static Optional<Path> readPath(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
