package io.smg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTextTest {

    private static final String TEXT = Parsing.text(List.of("--help"), Map.of());

    private static Stream<String> names() {
        return Options.all().stream().map(Option::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void listsEveryOptionOnce(String name) {
        Pattern row = Pattern.compile("^ .{5}--" + name + "(?=[ =\\n])", Pattern.MULTILINE);

        assertThat(row.matcher(TEXT).results()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("names")
    void showsEveryDefault(String name) {
        Option<?> option = Options.named(name).orElseThrow();
        String row = flattened(TEXT).split(" --" + name + "[ =]", -1)[1].split(" (-., )?--[a-z-]+[ =\\[]?[A-Z]", 2)[0];

        boolean shown = option.group().inFile() && !option.defaults().isEmpty();

        assertThat(row.contains("Default: " + defaults(option) + ".")).isEqualTo(shown);
    }

    @Test
    void hasEveryGroupInOrder() {
        List<String> headings =
                TEXT.lines().filter(line -> line.matches("[A-Z][A-Za-z ]+:")).toList();

        assertThat(headings)
                .containsExactlyElementsOf(Arrays.stream(Group.values())
                        .map(g -> g.heading() + ":")
                        .toList());
    }

    @Test
    void hidesTheSpellingsOfTheReference() {
        assertThat(TEXT).doesNotContain("--health-check-interval-secs", "--health-check-endpoint");
    }

    @Test
    void fitsATerminal() {
        assertThat(TEXT.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "launch --help", "--help --port x", "--version --help"})
    void isPrintedWhateverElseIsSaid(String args) {
        assertThat(Parsing.text(List.of(args.split(" ")), Map.of("SMG_PORT", "x")))
                .isEqualTo(TEXT);
    }

    private static String defaults(Option<?> option) {
        return option.arity() == Option.Arity.FLAG ? "off" : String.join(", ", option.defaults());
    }

    private static String flattened(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
