package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/from-the-rust-gateway.md, held to the command line that the image has. */
class GuideTest {

    private static final String OPTION = "`(--[a-z0-9-]+)";

    /** What that gateway's own help says there is, and a command line of it. */
    private static final Path RUST = Built.ROOT.resolve("distribution/src/test/resources/io/smg/e2e/rust-gateway");

    private final String known;
    private final Set<String> missing;
    private final Set<String> ours;

    GuideTest() throws Exception {
        String[] parts = Files.readString(Built.ROOT.resolve("docs/from-the-rust-gateway.md"))
                .split("## Not there", -1);
        this.known = parts[0];
        // What there is instead stands beside it.
        this.missing = options(OPTION, parts[1].replaceAll("(?m)^\\|[^|]*\\|([^|]*)\\|.*$", "$1"));
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
        assertThat(options(OPTION, known)).containsAll(ours);
    }

    @Test
    void listsAsMissingWhatIsMissing() {
        assertThat(missing).isNotEmpty().doesNotContainAnyElementsOf(ours);
    }

    /** Those of 1.13.0 as its help has them, and those that 1.9.0 had besides. */
    @Test
    void hasAPlaceForEveryOptionOfTheRustGateway() throws Exception {
        Set<String> all = new TreeSet<>(options(OPTION, known));
        all.addAll(missing);

        assertThat(all).containsAll(Files.readAllLines(RUST.resolve("options.txt")));
    }

    @Test
    void whatIsMissingIsRefusedByName() throws Exception {
        for (String option : List.of("--enable-mesh", "--dp-aware", "--cb-window-duration-secs=120")) {
            Finished refused = Finished.of(Built.IMAGE.run("--worker-urls", "http://127.0.0.1:9", option));

            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err()).singleElement().asString().contains(option.replaceAll("=.*", ""));
        }
    }

    @Test
    void scriptForTheRustGatewayIsUnderstood() throws Exception {
        String[] script = Files.readString(RUST.resolve("script.txt")).strip().split("\\s+", -1);

        Finished checked = Finished.of(Built.IMAGE.run(script));

        assertThat(checked.err()).isEmpty();
        assertThat(checked.out())
                .anyMatch(line -> line.startsWith("circuit-breaker-threshold: 10 "))
                .anyMatch(line -> line.startsWith("circuit-breaker-timeout: 60 "))
                .anyMatch(line -> line.startsWith("health-check-interval: 60 "))
                .anyMatch(line -> line.startsWith("eviction-interval: 60 "));
    }
}
