package io.smg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratedTest {

    private static final String MAN = Parsing.text(List.of("--generate", "man"), Map.of());
    private static final String COMPLETION = Parsing.text(List.of("--generate=completion"), Map.of());

    private static Stream<Option<?>> options() {
        return Options.all().stream();
    }

    @ParameterizedTest
    @MethodSource("options")
    void manualPageHasEveryOptionOnceWithItsDescription(Option<?> option) {
        String flag = "\\fB" + option.flag().replace("-", "\\-") + "\\fR";
        Pattern entry = Pattern.compile("^\\.TP\n.*" + Pattern.quote(flag) + ".*\n(.*)$", Pattern.MULTILINE);

        assertThat(entry.matcher(MAN).results().map(match -> match.group(1).replace("\\-", "-")))
                .singleElement()
                .asString()
                .startsWith(option.description());
    }

    @Test
    void everyRequestOfTheManualPageIsOneOfManSeven() {
        assertThat(MAN.lines().filter(line -> line.startsWith(".")))
                .allMatch(line -> line.matches("\\.(TH|SH|SS|B) .+|\\.TP|\\.PP"));
        assertThat(MAN.lines().filter(line -> line.startsWith("'"))).isEmpty();
    }

    @Test
    void manualPageTakesNoHyphenOfAnOptionForADash() {
        assertThat(MAN).doesNotContainPattern("(?<!\\\\)--");
    }

    @ParameterizedTest
    @CsvSource({
        "--qu, --queue-size --queue-timeout-secs",
        "--log-level '', error warn info debug trace",
        "--log-level = de, debug",
        "--port 1 --log-level w, warn",
        "l, launch",
        "--host '', ''",
        "--ca-cert-path a.pem '', ''",
        "--worker-urls http://a:1 --gen, --generate",
    })
    void bashCompletes(String words, String expected) throws Exception {
        String script = COMPLETION + "COMP_WORDS=(smg " + words + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n"
                + "_smg; echo \"${COMPREPLY[*]}\"\n";

        Process bash = new ProcessBuilder("bash", "-eu", "-c", script)
                .redirectErrorStream(true)
                .start();
        String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(bash.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(answer.strip()).isEqualTo(expected);
    }

    @Test
    void areTwo() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Parsing.text(List.of("--generate", "zsh"), Map.of()))
                .withMessage("--generate: 'zsh' (command line) must be one of man, completion");
    }
}
