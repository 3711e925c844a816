package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Engines;
import io.smg.distribution.Image;
import io.smg.distribution.Launched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files of the container, which util-linux alone makes a container of: no other file in reach, none to be written, a
 * user without privileges. What is missing in the image, or needs a shell, shows here on every machine.
 */
class ContainerFilesTest {

    /** With /proc and /dev, as every engine has them: without the latter the JVM collects randomness for ten seconds. */
    private static final String MOUNTS =
            "mount --bind \"$0\" \"$0\" && mount -t proc proc \"$0/proc\" && mount --rbind /dev \"$0/dev\" && mount -o remount,bind,ro \"$0\"";

    private static final String BASE = Container.SOURCES.resolve("base.sh").toString();
    private static final Pattern VARIABLE = Pattern.compile("(SMG_[A-Z_]+)=(\\S+)");
    private static final int MEGABYTE = 1_000_000;

    private static Path directory = Built.ROOT;
    private static boolean isRoot;

    @BeforeAll
    static void assumeMountsOfOurOwn(@TempDir Path parent) throws Exception {
        directory = parent;
        Container.assumeInstalled("unshare", "setpriv", "chroot", "mount", "ldd");
        isRoot = Container.isRoot();
        Path nothing = parent.resolve("nothing");
        Files.createDirectories(nothing.resolve("proc"));
        Files.createDirectories(nothing.resolve("dev"));
        Finished attempt = Finished.of(Launched.start(inside(MOUNTS, nothing.toString()), Map.of(), parent));
        Container.assume(attempt.status() == 0, "no mounts of its own: " + String.join(" ", attempt.err()));
    }

    @Test
    void servesFromThemAlone() throws Exception {
        Path root = files("smg-files", Built.IMAGE);

        try (Engines engines = Engines.start(Built.SIMULATOR, 2, "--model", Deployment.MODEL);
                Launched process = start(root, Container.arguments(engines))) {
            Container.holds(engines, process, () -> child(process).pid(), expectedStatus(), () -> child(process)
                    .destroy());
        }
    }

    @Test
    void areTheImageAndSixOfGlibc() throws Exception {
        Path root = files("smg-listed", Built.IMAGE);

        try (Stream<Path> all = Files.walk(root)) {
            assertThat(all.filter(Files::isRegularFile)
                            .filter(file -> !file.startsWith(root.resolve("opt/smg")))
                            .map(file -> String.valueOf(file.getFileName()).replaceAll("^ld-linux.*", "ld-linux")))
                    .containsExactlyInAnyOrder(
                            "group",
                            "ld-linux",
                            "libc.so.6",
                            "libdl.so.2",
                            "libm.so.6",
                            "libpthread.so.0",
                            "librt.so.1",
                            "passwd");
        }
        assertThat(size(root)).isLessThanOrEqualTo(95L * MEGABYTE);
    }

    @Test
    void areFewWithKubernetesToo() throws Exception {
        assertThat(size(files("smg-kubernetes", Built.KUBERNETES_IMAGE))).isLessThanOrEqualTo(110L * MEGABYTE);
    }

    @Test
    void haveRoomForPluginsThatNobodyMayWriteTo() throws Exception {
        Path root = files("smg-plugin", Built.IMAGE);
        Files.copy(
                Built.ROOT.resolve("docs/examples/policy/target/session-policy-1.0.jar"),
                root.resolve("opt/smg/plugins/session.jar"));

        Finished checked = Finished.of(
                start(root, List.of("--worker-urls", "http://127.0.0.1:9", "--policy", "session", "--check")));

        assertThat(checked.status()).as("%s", checked).isZero();
        assertThat(checked.out()).anyMatch(line -> line.startsWith("policy: session "));
    }

    @Test
    void areNotLookedForUnderAnImageThatDoesNotRunHere() throws Exception {
        Image other = Copies.of(Built.IMAGE, directory.resolve("other"));
        byte[] elf = Files.readAllBytes(other.home().resolve("bin/java"));
        elf[18] = (byte) 0xF3; // RISC-V
        Files.delete(other.home().resolve("bin/java"));
        Files.write(other.home().resolve("bin/java"), elf);
        Files.setPosixFilePermissions(other.home().resolve("bin/java"), PosixFilePermissions.fromString("rwxr-xr-x"));

        Finished refused = Finished.of(Launched.start(
                List.of(
                        "sh",
                        BASE,
                        directory.resolve("none").toString(),
                        other.home().toString()),
                Map.of(),
                directory));

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .last()
                .asString()
                .startsWith("base.sh: " + other.home() + " does not run here: it was linked for another architecture");
        assertThat(directory.resolve("none")).doesNotExist();
    }

    @Test
    void nameThePluginsThatTheUserMayNotRead() throws Exception {
        Assumptions.assumeTrue(isRoot, "an ordinary user has no other one whose files it may not read");
        Path root = files("smg-unreadable", Built.IMAGE);
        Files.setPosixFilePermissions(root.resolve("opt/smg/plugins"), PosixFilePermissions.fromString("rwx------"));

        Finished refused = Finished.of(start(root, List.of("--worker-urls", "http://127.0.0.1:9")));

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).last().asString().isEqualTo("smg: /opt/smg/plugins: may not be read");
    }

    /** What the container's image has in it. */
    private static Path files(String name, Image image) throws Exception {
        Path root = directory.resolve(name);
        Commands.run(directory, "sh", BASE, root.toString(), image.home().toString());
        Copies.of(image, root.resolve("opt/smg"));
        return root;
    }

    private static Launched start(Path root, List<String> arguments) throws IOException {
        String user = isRoot ? "--userspec=65532:65532 --groups= " : "";
        List<String> command = inside(
                MOUNTS + " && exec setpriv --no-new-privs chroot " + user + "\"$0\" \"$@\"",
                root.toString(),
                "/opt/smg/bin/java",
                "@/opt/smg/lib/smg.args");
        command.addAll(arguments);
        Map<String, String> environment = new HashMap<>(Map.of("JDK_JAVA_OPTIONS", Container.JAVA_OPTIONS));
        VARIABLE.matcher(Files.readString(Container.SOURCES.resolve("Containerfile")))
                .results()
                .forEach(variable -> environment.put(variable.group(1), variable.group(2)));
        return Launched.start(command, environment, directory);
    }

    /** A shell with mounts and processes of its own, which is the first of these. */
    private static List<String> inside(String script, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script));
        command.addAll(List.of(arguments));
        if (!isRoot) {
            command.addAll(1, List.of("--user", "--map-root-user"));
        }
        return command;
    }

    /** The gateway's process: what is started waits for it, and passes no signal on. */
    private static ProcessHandle child(Launched process) {
        return ProcessHandle.of(process.pid())
                .flatMap(parent -> parent.children().findFirst())
                .orElseThrow();
    }

    /** An ordinary user is root in a world of its own. */
    private static List<String> expectedStatus() throws InterruptedException {
        return isRoot ? Container.expectedStatus() : List.of("NoNewPrivs:\t1");
    }

    private static long size(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
