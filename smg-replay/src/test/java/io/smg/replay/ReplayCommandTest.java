package io.smg.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.InstalledPolicies;
import io.smg.policy.cacheaware.CacheAwarePolicyProvider;
import io.smg.policy.p2c.PowerOfTwoPolicyProvider;
import io.smg.policy.roundrobin.RoundRobinPolicyProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayCommandTest {

    private static final Pattern MEAN = Pattern.compile("\"answered\":[0-9]+,\"ttft_mean_seconds\":([0-9.E-]+)");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Path> pluginPath = new ArrayList<>();
    private final Path trace;

    ReplayCommandTest(@TempDir Path directory) throws IOException {
        this.trace = directory.resolve("chats.jsonl");
        String lines = Traces.conversations(150, 6, 1).requests().stream()
                .map(Traces::line)
                .collect(Collectors.joining());
        Files.writeString(trace, lines);
    }

    @Test
    void putsPoliciesSideBySide() {
        assertThat(run("--policy round_robin --policy power_of_two --workers 4"))
                .isZero();

        assertThat(err()).isEmpty();
        assertThat(out().lines().toList().get(0))
                .isEqualTo(
                        "chats.jsonl: 900 requests at 1 times their rate, 4 engines, 8000 tokens/s, 6000 blocks, seed 1");
        assertThat(out().lines().toList().get(2)).matches(" +round_robin +power_of_two");
        assertThat(out()).containsPattern("TTFT mean, s +[0-9.]+ +[0-9.]+ \\([0-9.]+x\\)\n");
        assertThat(out()).contains("TTFT p50, s", "TTFT p90, s", "TTFT p99, s", "within 5 s, %", "tokens cached, %");
        assertThat(out()).contains("busiest / mean", "took, s").doesNotContain("answered", "Interrupted", "failed");
    }

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        List<String> runs = new ArrayList<>();
        for (String seed : List.of("1", "1", "2")) {
            out.reset();
            assertThat(run("--policy cache_aware --json --jitter-secs 3 --workers 4 --seed " + seed))
                    .isZero();
            runs.add(out().replaceAll("\"took_seconds\":[^}]*", "").replaceAll("\"seed\":.", ""));
        }

        assertThat(runs.get(0)).isEqualTo(runs.get(1)).isNotEqualTo(runs.get(2));
    }

    @Test
    void findsThatAwarenessOfCachesPays() {
        assertThat(run(
                        "--json --workers 4 --cache-blocks 400 --prefill-rate 40000 --policy cache_aware --policy cache_aware"
                                + " --policy-option cache-threshold=0.3 --policy power_of_two --policy round_robin"))
                .isZero();

        List<Double> means = means();
        assertThat(means).hasSize(4);
        assertThat(means.get(0)).isLessThan(means.get(1));
        assertThat(means.get(1)).isLessThan(means.get(2)).isLessThan(means.get(3));
    }

    @Test
    void givesEachPolicyItsOwnOptionsAndAllTheFirstOnes() {
        assertThat(run("--json --policy-option lambda=1 --policy cache_aware --policy-option max-tree-size=4096"
                        + " --policy cache_aware --policy-option lambda=0.5"))
                .isZero();

        assertThat(out())
                .contains("\"max-tree-size\":\"4096\"", "\"lambda\":\"1\"", "\"options\":{\"lambda\":\"0.5\"}");
    }

    @Test
    void loadsThePluginsOfThatPath() {
        assertThat(run("--policy round_robin --plugin-path a --plugin-path b")).isZero();

        assertThat(pluginPath).containsExactly(Path.of("a"), Path.of("b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--policy psychic|--policy: 'psychic' must be an installed policy: round_robin, power_of_two, cache_aware",
                "--polciy random|Unknown options: '--polciy', 'random'",
                "--policy|option --policy needs a value",
                "--policy cache_aware --policy-option lambda|--policy-option: 'lambda' is not KEY=VALUE",
                "--policy cache_aware --policy-option a=1 --policy-option a=2|--policy-option: 'a' is given twice",
                "--policy cache_aware --policy-option lambda=-1|--policy-option: cache_aware lambda=-1 is no use: "
                        + "lambda must be a number, 0 or more, is \"-1\"",
                "--policy cache_aware --workers 0|Invalid value for option '--workers': '0' is no whole number"
                        + " from 1 to 10000",
                "--policy cache_aware --speedup 0|Invalid value for option '--speedup': '0' is no number above 0",
                "--policy cache_aware --speedup fast|Invalid value for option '--speedup': 'fast' is no number above 0",
                "--policy cache_aware --slo-secs -1|Invalid value for option '--slo-secs': '-1' is no number of 0 or more",
                "--json|--policy is required"
            })
    void refusesWhatIsNoUse(String arguments, String message) {
        assertThat(run(arguments)).isEqualTo(2);

        assertThat(out()).isEmpty();
        assertThat(err()).isEqualTo("smg replay: " + message + System.lineSeparator());
    }

    @Test
    void namesTheLineThatIsMalformed() throws IOException {
        Files.writeString(trace, Traces.line(Traces.request(1, 1)) + "oops\n");

        assertThat(run("--policy round_robin")).isEqualTo(2);

        assertThat(err())
                .isEqualTo("smg replay: --trace: " + trace + ": line 2: no JSON object" + System.lineSeparator());
    }

    @Test
    void needsATrace() {
        assertThat(command().run(List.of("--policy", "round_robin"), installed()))
                .isEqualTo(2);

        assertThat(err()).contains("--trace is required");
    }

    @Test
    void helpsWhateverElseIsSaid() {
        assertThat(command().run(List.of("--nonsense", "--help"), installed())).isZero();

        assertThat(out()).contains("--trace=FILE", "--policy=NAME", "--cache-blocks=N", "Default: 6000.");
        assertThat(out().lines()).allMatch(line -> line.length() <= 100);
    }

    private int run(String arguments) {
        List<String> all = new ArrayList<>(List.of("--trace", trace.toString()));
        all.addAll(List.of(arguments.split(" ")));
        return command().run(all, installed());
    }

    private ReplayCommand command() {
        return new ReplayCommand(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private InstalledPolicies installed() {
        return path -> {
            pluginPath.addAll(path);
            return List.of(
                    new RoundRobinPolicyProvider(), new PowerOfTwoPolicyProvider(), new CacheAwarePolicyProvider());
        };
    }

    private List<Double> means() {
        return MEAN.matcher(out())
                .results()
                .map((MatchResult mean) -> Double.valueOf(mean.group(1)))
                .toList();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
