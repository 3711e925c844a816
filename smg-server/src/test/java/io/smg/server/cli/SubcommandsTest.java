package io.smg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.InstalledPolicies;
import io.smg.api.Subcommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubcommandsTest {

    private static final Subcommand REWIND = new Named("rewind");
    private static final Subcommands COMMANDS = new Subcommands(List.of(REWIND, new Named("forecast")));

    /**
     * A command that does nothing.
     *
     * @param name its name
     */
    private record Named(String name) implements Subcommand {

        @Override
        public String summary() {
            return "Does 100 % of " + name + ".";
        }

        @Override
        public int run(List<String> arguments, InstalledPolicies policies) {
            return 0;
        }
    }

    @Test
    void getWhatStandsBehindTheirName() {
        Invocation invocation = SmgCommand.parse(List.of("rewind", "--port", "x", "--help"), Map.of(), COMMANDS);

        assertThat(invocation).isEqualTo(new Invocation.Delegate(REWIND, List.of("--port", "x", "--help"), List.of()));
    }

    @Test
    void getThePluginsThatTheEnvironmentNames() {
        Invocation invocation = SmgCommand.parse(List.of("rewind"), Map.of("SMG_PLUGIN_PATH", "some/where"), COMMANDS);

        assertThat(invocation).isEqualTo(new Invocation.Delegate(REWIND, List.of(), List.of(Path.of("some/where"))));
    }

    @Test
    void areInTheHelpTextInOrder() {
        Invocation help = SmgCommand.parse(List.of("--help"), Map.of(), COMMANDS);

        assertThat(help).isInstanceOfSatisfying(Invocation.Print.class, print -> assertThat(print.text())
                .containsSubsequence(
                        "--version", "smg forecast  Does 100 % of forecast.", "smg rewind  Does 100 % of rewind."));
    }

    @Test
    void leaveTheGatewayItsOwnWords() {
        Invocation invocation = SmgCommand.parse(List.of("start", "--worker-urls", "http://a"), Map.of(), COMMANDS);

        assertThat(invocation).isInstanceOf(Invocation.Run.class);
    }
}
