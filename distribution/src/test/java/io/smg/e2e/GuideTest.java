package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/from-the-rust-gateway.md, held to the command line that the image has. */
class GuideTest {

    private static final Pattern OPTION = Pattern.compile("`(--[a-z0-9-]+)");

    private final String known;
    private final String missing;
    private final Set<String> ours;

    GuideTest() throws Exception {
        String[] parts = Files.readString(Built.ROOT.resolve("docs/from-the-rust-gateway.md"))
                .split("## Not there", -1);
        this.known = parts[0];
        this.missing = parts[1];
        this.ours = options("(?m)^ +(?:-[a-zA-Z], )?(--[a-z0-9-]+)", help());
    }

    private static String help() throws Exception {
        return String.join("\n", Finished.of(Built.IMAGE.run("--help")).out());
    }

    private static Set<String> options(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(TreeSet::new, Set::add, Set::addAll);
    }

    @Test
    void hasAPlaceForEveryOption() {
        assertThat(options(OPTION.pattern(), known)).containsAll(ours);
    }

    @Test
    void listsAsMissingWhatIsMissing() {
        assertThat(options(OPTION.pattern(), missing))
                .filteredOn(option -> !option.equals("--api-key-file") && !option.equals("--access-log"))
                .hasSizeGreaterThan(30)
                .doesNotContainAnyElementsOf(ours);
    }

    @Test
    void spellingsOfTheRustGatewayAreUnderstood() throws Exception {
        List<String> script = List.of(
                "launch",
                "--worker-urls",
                "http://127.0.0.1:9",
                "http://127.0.0.1:10",
                "--cb-failure-threshold=10",
                "--cb-timeout-duration-secs=60",
                "--health-check-interval-secs=60",
                "--health-check-timeout-secs=5",
                "--health-check-endpoint=/health",
                "--eviction-interval-secs=60",
                "--policy=cache_aware",
                "--cache-threshold=0.3",
                "--check");
        Finished checked = Finished.of(Built.IMAGE.run(script.toArray(String[]::new)));

        assertThat(checked.err()).isEmpty();
        assertThat(checked.out())
                .anyMatch(line -> line.startsWith("circuit-breaker-threshold: 10 "))
                .anyMatch(line -> line.startsWith("circuit-breaker-timeout: 60 "))
                .anyMatch(line -> line.startsWith("health-check-interval: 60 "))
                .anyMatch(line -> line.startsWith("eviction-interval: 60 "));
    }
}
