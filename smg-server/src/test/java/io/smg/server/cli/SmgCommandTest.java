package io.smg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smg.server.config.GatewayConfig;
import io.smg.server.config.KubernetesConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmgCommandTest {

    private static final URI A = URI.create("http://a");
    private static final URI B = URI.create("http://b");
    private static final URI C = URI.create("http://c");

    @ParameterizedTest
    @ValueSource(strings = {"launch", "start"})
    void meansTheSameWithAVerb(String verb) {
        assertThat(config(verb, "--worker-urls", "http://a", "--port", "1"))
                .isEqualTo(config("--worker-urls", "http://a", "--port", "1"));
    }

    @Test
    void takesSeveralWorkersAfterOneFlag() {
        GatewayConfig config = config("--worker-urls", "http://a", "http://b", "http://c", "--port", "1");

        assertThat(config.workerUrls()).containsExactly(A, B, C);
        assertThat(config.listener().port()).isEqualTo(1);
    }

    @Test
    void appendsWhatARepeatedListSays() {
        GatewayConfig config = config("--worker-urls=http://a", "--port", "1", "--worker-urls", "http://b", "http://c");

        assertThat(config.workerUrls()).containsExactly(A, B, C);
    }

    @Test
    void letsTheStrongerSourceWin(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("smg.yaml"), "worker-urls: [http://a]\nport: 3\nhost: file\npolicy: from-file\n");
        Map<String, String> environment =
                Map.of("SMG_PORT", "2", "SMG_HOST", "variable", "SMG_CONFIG", file.toString());

        GatewayConfig config = Parsing.config(List.of("--port", "1"), environment);

        assertThat(config.listener().port()).isEqualTo(1);
        assertThat(config.listener().host()).isEqualTo("variable");
        assertThat(config.policy().name()).isEqualTo("from-file");
    }

    @Test
    void replacesAListInsteadOfAddingToAWeakerSource(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("smg.yaml"),
                "worker-urls: [http://a]\npolicy-option: [x=1]\nrequest-id-headers: [a]\n");
        Map<String, String> environment = Map.of("SMG_WORKER_URLS", "http://b", "SMG_POLICY_OPTION", "y=2");

        GatewayConfig config =
                Parsing.config(List.of("--config", file.toString(), "--worker-urls", "http://c"), environment);

        assertThat(config.workerUrls()).containsExactly(C);
        assertThat(config.policy().options()).containsOnly(Map.entry("y", "2"));
        assertThat(config.listener().requestIdHeaders()).containsExactly("a");
    }

    @Test
    void leavesAWeakerSourcesBadValueAlone() {
        Map<String, String> environment = Map.of("SMG_PORT", "tcp://10.0.0.1:80");

        GatewayConfig config = Parsing.config(List.of("--worker-urls", "http://a", "--port", "1"), environment);

        assertThat(config.listener().port()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "--health-check-interval-secs, 7, --health-check-interval, 7s",
        "--health-check-timeout-secs, 7, --health-check-timeout, 7s",
        "--health-check-endpoint, /ping, --health-check-path, /ping",
        "--cb-failure-threshold, 7, --circuit-breaker-threshold, 7",
        "--cb-timeout-duration-secs, 7, --circuit-breaker-timeout, 7",
        "--eviction-interval-secs, 7, --eviction-interval, 7"
    })
    void understandsTheSpellingsOfTheReference(String alias, String text, String name, String same) {
        assertThat(config("--worker-urls", "http://a", alias, text))
                .isEqualTo(config("--worker-urls", "http://a", name, same));
    }

    @Test
    void takesAnySwitchWithAValue() {
        Map<String, String> environment = Map.of("SMG_LOG_JSON", "true");

        GatewayConfig config = Parsing.config(List.of("--worker-urls", "http://a", "--log-json=false"), environment);

        assertThat(config).isEqualTo(config("--worker-urls", "http://a"));
    }

    @Test
    void takesAValueThatBeginsWithADash() {
        assertMessage("--port: '-1' (command line) must be a whole number from 0 to 65535", "--port", "-1");
    }

    @Test
    void takesEqualsSignsInAValue() {
        GatewayConfig config =
                config("--worker-urls", "http://a", "--policy-option", "filter=x=1", "--policy-option=y=2");

        assertThat(config.policy().options()).containsOnly(Map.entry("filter", "x=1"), Map.entry("y", "2"));
    }

    @Test
    void readsNoFileThatAnArgumentBeginsWithAnAtSignFor() {
        assertMessage("'@args' (command line) belongs to no option", "@args");
    }

    @Test
    void refusesARepeatedSingleOption() {
        assertMessage(
                "--port (command line) must be given once: a whole number from 0 to 65535", "--port=1", "--port", "1");
    }

    @Test
    void refusesASingleOptionUnderTwoSpellings() {
        assertMessage(
                "--health-check-path (command line) must be given once: a path that begins with /, without blanks, ? or #",
                "--health-check-endpoint=/a",
                "--health-check-path=/b");
    }

    @Test
    void refusesAnOptionWithoutItsValue() {
        assertMessage("--port (command line) needs a value: a whole number from 0 to 65535", "--port", "--host", "a");
        assertMessage("--policy (command line) needs a value: the name of an installed policy", "--policy");
    }

    @Test
    void refusesAnEmptyValueOnTheCommandLine() {
        assertMessage("--api-key: '' (command line) must be printable ASCII without blanks", "--api-key", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prot", "--prot=3", "--Port", "--portt"})
    void guessesWhatAnUnknownOptionWasMeantToBe(String arg) {
        String name = arg.split("=", 2)[0];

        assertMessage(name + " (command line): unknown option; did you mean --port?", arg);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--kubernetes-label", "-x"})
    void refersToTheHelpWhereItHasNoGuess(String arg) {
        assertMessage(arg + " (command line): unknown option; see --help", arg);
    }

    @Test
    void takesAMisspeltOptionForNoWorker() {
        assertMessage(
                "--polici (command line): unknown option; did you mean --policy?",
                "--worker-urls",
                "http://a",
                "--polici",
                "random");
    }

    @Test
    void neverShowsWhatStandsBehindAnUnknownOption() {
        assertMessage("--apikey (command line): unknown option; did you mean --api-key?", "--apikey=sk-1234");
        assertMessage("-k (command line): unknown option; see --help", "-k=sk-1234");
    }

    @Test
    void refusesAnArgumentOfNoOption() {
        assertMessage("'stop' (command line) belongs to no option", "stop");
    }

    @Test
    void needsAWorker() {
        assertMessage(
                "--worker-urls is required without --service-discovery or --enable-igw: one or more, each an http:// or"
                        + " https:// URL with a host, perhaps a base path, and no user, query or fragment");
    }

    @Test
    void looksForNoPodsUnlessItIsTold() {
        assertThat(config("--worker-urls", "http://a", "--selector", "app=b").kubernetes())
                .isEmpty();
    }

    @Test
    void needsNoWorkerIfPodsAreLookedFor() {
        GatewayConfig config =
                config("--service-discovery", "--selector", "app=engine", "tier=gpu", "--service-discovery-port", "80");

        assertThat(config.workerUrls()).isEmpty();
        assertThat(config.kubernetes())
                .contains(new KubernetesConfig(
                        Map.of("app", "engine", "tier", "gpu"), Optional.empty(), 80, Optional.empty()));
    }

    @Test
    void takesWorkersAndPodsSideBySide() {
        GatewayConfig config =
                config("--worker-urls", "http://a", "--service-discovery", "--selector", "app=", "--selector", "b=c");

        assertThat(config.workerUrls()).hasSize(1);
        assertThat(config.kubernetes().orElseThrow().selector()).isEqualTo(Map.of("app", "", "b", "c"));
    }

    @Test
    void doesNotTakeAllPodsThereAre() {
        assertMessage(
                "--selector is required with --service-discovery: one or more, each KEY=VALUE, a label's name and the"
                        + " value that it must have",
                "--service-discovery");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"app", "=engine", "app==engine", "app!=engine", "app in (a)", "app=a,b=c", "-app=a", "a/b/c=d"})
    void understandsSelectorsOfEqualityAlone(String selector) {
        assertMessage(
                "--selector: '" + selector + "' (command line) must be KEY=VALUE, a label's name and the value that it"
                        + " must have",
                "--service-discovery",
                "--selector",
                selector);
    }

    @Test
    void saysWhichModuleIsMissingForPods() {
        Invocation.Run run = (Invocation.Run)
                SmgCommand.parse(new String[] {"--service-discovery", "--selector", "app=engine"}, Map.of());

        assertThat(run.settings().discoveryNotInstalled())
                .hasMessage(
                        "--service-discovery: 'true' (command line) needs module io.smg.k8s, which is not in this image:"
                                + " must be left out, or used with the image that has it");
    }

    @Test
    void refusesALabelWithTwoValues() {
        assertMessage(
                "--selector: 'app' (command line) must be given once",
                "--service-discovery",
                "--selector",
                "app=a",
                "app=b");
    }

    @Test
    void needsNoWorkerIfTheyComeLater() {
        assertThat(config("--enable-igw").workerUrls()).isEmpty();
    }

    @Test
    void takesMinusOneForNoLimit() {
        GatewayConfig config = config("--worker-urls", "http://a", "--max-concurrent-requests", "-1");

        assertThat(config.admission().isLimited()).isFalse();
    }

    @Test
    void refusesOneWorkerTwiceHoweverItIsWritten() {
        assertMessage(
                "--worker-urls: 'http://a' (command line) must be given once",
                "--worker-urls",
                "http://a",
                "HTTP://A:80/");
    }

    @Test
    void refusesAnAliasOrAPolicyOptionTwice() {
        assertMessage(
                "--model-alias: 'x' (command line) must be given once",
                "--worker-urls=http://a",
                "--model-alias=x=1",
                "--model-alias=x=2");
        assertMessage(
                "--policy-option: 'y' (command line) must be given once",
                "--worker-urls=http://a",
                "--policy-option=y=1",
                "--policy-option=y=1");
    }

    @Test
    void refusesWhatIsGivenAsAnOptionAndAsAPolicyOption() {
        assertMessage(
                "--cache-threshold: '0.5' (command line) must be given once, and is a --policy-option too",
                "--worker-urls=http://a",
                "--cache-threshold=0.5",
                "--policy-option=cache-threshold=0.3");
    }

    @Test
    void hidesThePasswordInARefusedUrl() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> config("--worker-urls", "http://user:word@a"))
                .withMessageContaining("'http://***@a'")
                .withMessageNotContaining("word");
    }

    @Test
    void keepsAMessageInOneLine() {
        assertMessage(
                "--host: 'a?smg: all is well' (command line) must be an IP address or a host name, without a port",
                "--host",
                "a\nsmg: all is well");
    }

    @Test
    void cutsALongValueInAMessage() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> config("--host", "a ".repeat(10_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }

    @Test
    void takesAFileOfKeysBesideTheOneGiven(@TempDir Path directory) throws IOException {
        Path keys = Files.writeString(directory.resolve("keys"), "second\nthird\n");

        GatewayConfig config =
                config("--worker-urls", "http://a", "--api-key", "first", "--api-key-file", keys.toString());

        assertThat(config.listener().apiKeys())
                .singleElement()
                .satisfies(key -> assertThat(key.secret().matches("first")).isTrue());
        assertThat(config.listener().edge().apiKeyFile()).hasValue(keys);
    }

    @Test
    void refusesAnEmptyKeyFile(@TempDir Path directory) throws IOException {
        Path keys = Files.writeString(directory.resolve("keys"), "# none\n");

        assertMessage(
                "--api-key-file: '" + keys
                        + "' (command line) must be a file of keys, one a line, but there is no key in it",
                "--worker-urls=http://a",
                "--api-key-file",
                keys.toString());
    }

    @Test
    void namesTheSourceOfAPolicyThatIsNotInstalled() {
        Invocation invocation =
                SmgCommand.parse(new String[] {"--worker-urls=http://a"}, Map.of("SMG_POLICY", "fastest"));

        assertThat(invocation).isInstanceOfSatisfying(Invocation.Run.class, run -> assertThat(
                        run.settings().policyNotInstalled(List.of("random", "round_robin")))
                .hasMessage("--policy: 'fastest' (environment variable SMG_POLICY) must be an installed"
                        + " policy: random, round_robin"));
    }

    @Test
    void saysMoreThanOneThingAtATimeInAnyOrder() {
        GatewayConfig config = config("--request-timeout-secs=9", "--worker-urls", "http://b", "http://a");

        assertThat(config.upstream().requestTimeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(config.workerUrls()).containsExactly(B, A);
    }

    private static GatewayConfig config(String... args) {
        return Parsing.config(List.of(args), Map.of());
    }

    private static void assertMessage(String message, String... args) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> config(args))
                .withMessage(message);
    }
}
