package io.smg.server.cli;

import java.util.Optional;
import java.util.regex.Pattern;

/** One requirement of a Kubernetes label selector: that a label is there and has one value. */
final class LabelSelector {

    /** The name of a label or an annotation: a word, with a domain and a slash before it if need be. */
    static final String NAME = "([a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?";

    private static final Pattern KEY = Pattern.compile(NAME);
    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?)?");

    private LabelSelector() {}

    /** The requirement in that text; empty if it is none, or not one of equality. */
    static Optional<Pair> parse(String text) {
        int equals = text.indexOf('=');
        return Optional.of(text)
                .filter(_ -> equals > 0)
                .map(t -> new Pair(t.substring(0, equals), t.substring(equals + 1)))
                .filter(pair -> KEY.matcher(pair.key()).matches()
                        && VALUE.matcher(pair.value()).matches());
    }
}
