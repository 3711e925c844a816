package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Launched;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit for systemd, held to the gateway's options, and to what systemd itself says of it where that is installed. */
class SystemdUnitTest {

    private final String unit;
    private final Path file;

    SystemdUnitTest(@TempDir Path directory) throws Exception {
        this.unit = Files.readString(Built.IMAGE.home().resolve("share/systemd/smg.service"));
        this.file = Files.writeString(
                directory.resolve("smg.service"), unit.replace("/opt/smg/", Built.IMAGE.home() + "/"));
    }

    @Test
    void stopsLaterThanTheGatewayAndKnowsItsOptions() throws Exception {
        Finished help = Finished.of(Built.IMAGE.run("--help"));

        assertThat(first("TimeoutStopSec=(\\d+)", unit)).satisfies(seconds -> assertThat(Integer.parseInt(seconds))
                .isGreaterThan(Integer.parseInt(
                        first("shutdown-grace-period-secs=SECONDS[^.]*\\. Default: (\\d+)", flattened(help.out())))));
        assertThat(unit).contains(" --config ");
        assertThat(help.out()).anyMatch(line -> line.contains("--config"));
    }

    /** Only of the main process does systemd look at the status when it decides whether to start it again. */
    @Test
    void hasNoOtherCommandThatRefusesOptions() {
        assertThat(unit).contains("RestartPreventExitStatus=2\n").doesNotContain("ExecStartPre=/", "ExecCondition=");
    }

    @Nested
    class AsSystemdReadsIt {

        @BeforeAll
        static void assumeSystemd() {
            if (!Machine.missing("systemd-analyze").isEmpty()) {
                System.err.println("SKIPPED tests of the systemd unit: missing systemd-analyze");
                Assumptions.abort("missing systemd-analyze");
            }
        }

        @Test
        void isUnderstoodToTheLastLine() throws Exception {
            Finished verified = analyze("verify", "--man=no", file.toString());

            assertThat(verified.err())
                    .filteredOn(line -> line.contains("smg.service"))
                    .isEmpty();
            assertThat(verified.status()).as("%s", verified).isZero();
        }

        /** On systemd's scale from 0 to 10; a service without any hardening has 9.6. */
        @Test
        void leavesLittleExposed() throws Exception {
            Finished judged = analyze("security", "--offline=true", "--threshold=20", "--no-pager", file.toString());

            assertThat(judged.status()).as("%s", judged).isZero();
        }

        private static Finished analyze(String... arguments) throws InterruptedException {
            List<String> command = Stream.concat(Stream.of("systemd-analyze"), Stream.of(arguments))
                    .toList();
            return Finished.of(Launched.start(command, Map.of(), Built.ROOT));
        }
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    private static String flattened(List<String> lines) {
        return String.join(" ", lines).replaceAll("\\s+", " ");
    }
}
