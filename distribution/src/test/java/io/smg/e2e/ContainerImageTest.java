package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Engines;
import io.smg.distribution.Launched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container's image, built with buildah, and run with podman and runc as strictly as they can. */
class ContainerImageTest {

    private static final String TAG = "localhost/smg:test";
    private static final Pattern HEAP = Pattern.compile("Heap Max Capacity: (\\d+)M");

    private static Path directory = Built.ROOT;

    @BeforeAll
    static void buildImage(@TempDir Path parent) throws Exception {
        Container.assumeInstalled("buildah", "podman", "runc", "ldd");
        directory = parent;
        assumeContainersRun();
        Finished built = build(TAG);
        assertThat(built.status()).as("%s", built).isZero();
    }

    @AfterAll
    static void removeImages() throws Exception {
        if (Files.exists(directory.resolve("store"))) {
            podman("rmi", "--all", "--force");
            // What is left belongs to users that an ordinary one has in its containers only; root has it anyway.
            podman("unshare", "rm", "-rf", directory.resolve("store").toString());
        }
    }

    /** A program of this machine over the same files, built and run in the same way: if that can't be, it is not for us. */
    private static void assumeContainersRun() throws Exception {
        Path files = directory.resolve("attempt");
        Commands.run(directory, "sh", Container.SOURCES.resolve("base.sh").toString(), files.toString());
        Files.copy(Path.of("/bin/true"), files.resolve("true"));
        Finished attempt = image("localhost/attempt", files, "FROM scratch", "COPY . /", "RUN [\"/true\"]");
        if (attempt.status() == 0) {
            attempt = Finished.of(run("attempt", List.of("--entrypoint", "/true"), "localhost/attempt", List.of()));
        }
        Container.assume(attempt.status() == 0, "no containers here: " + String.join(" ", attempt.err()));
    }

    @Test
    void servesAndDrainsUnderALimitOfMemory() throws Exception {
        List<String> options = List.of("--env", "JDK_JAVA_OPTIONS=" + Container.JAVA_OPTIONS);
        try (Engines engines = Engines.start(Built.SIMULATOR, 2, "--model", Deployment.MODEL);
                Launched process = run("smg", options, TAG, Container.arguments(engines))) {
            Container.holds(
                    engines,
                    process,
                    () -> Long.valueOf(inspected("smg", "{{.State.Pid}}")),
                    Container.expectedStatus(),
                    () -> podman("kill", "--signal", "TERM", "smg"));

            assertThat(inspected("smg", "{{.State.ExitCode}} {{.State.OOMKilled}}"))
                    .isEqualTo("0 false");
            assertThat(HEAP.matcher(String.join("\n", process.err().lines())).results())
                    .singleElement()
                    .satisfies(
                            heap -> assertThat(Integer.parseInt(heap.group(1))).isEqualTo(128));
        }
    }

    @Test
    void isSmall() throws Exception {
        assertThat(Long.parseLong(inspected(TAG, "{{.Size}}"))).isLessThanOrEqualTo(95_000_000);
    }

    @Test
    void isSmallWithKubernetesToo() throws Exception {
        String tag = "localhost/smg-k8s:test";
        Finished built = build(tag, Built.KUBERNETES_IMAGE.home().toString());
        assertThat(built.status()).as("%s", built).isZero();

        Finished version = Finished.of(run("version", List.of(), tag, List.of("--version")));

        assertThat(version.out()).contains("io.smg.k8s");
        assertThat(Long.parseLong(inspected(tag, "{{.Size}}"))).isLessThanOrEqualTo(110_000_000);
    }

    @Test
    void hasNoShell() throws Exception {
        Finished refused = Finished.of(run("shell", List.of("--entrypoint", "/bin/sh"), TAG, List.of()));

        assertThat(refused.status()).isPositive();
        assertThat(String.join(" ", refused.err())).contains("/bin/sh");
    }

    @Test
    void saysWhoItRunsAsAndWhatItListensOn() throws Exception {
        String format = "{{.Config.User}} {{.Config.StopSignal}} {{.Config.Entrypoint}} {{.Config.ExposedPorts}}";

        assertThat(inspected(TAG, format))
                .isEqualTo("65532:65532 SIGTERM [/opt/smg/bin/java @/opt/smg/lib/smg.args]"
                        + " map[29000/tcp:{} 30000/tcp:{}]");
    }

    @Test
    void isNotBuiltOverABaseWithoutGlibc() throws Exception {
        Path files = directory.resolve("musl");
        Files.writeString(Files.createDirectories(files.resolve("lib")).resolve("ld-musl-x86_64.so.1"), "");
        image("localhost/musl", files, "FROM scratch", "COPY . /");

        assertRefuses("localhost/musl");
    }

    @Test
    void isNotBuiltOverABaseOfAnotherArchitecture() throws Exception {
        Path files = directory.resolve("other");
        Commands.run(directory, "sh", Container.SOURCES.resolve("base.sh").toString(), files.toString());
        try (Stream<Path> loaders = Files.list(files.resolve("lib64"))) {
            for (Path loader : loaders.toList()) {
                byte[] elf = Files.readAllBytes(loader);
                elf[18] = (byte) 0xF3; // RISC-V
                Files.write(loader, elf);
            }
        }
        image("localhost/other", files, "FROM scratch", "COPY . /");

        assertRefuses("localhost/other");
    }

    private static void assertRefuses(String base) throws Exception {
        Finished refused = build("localhost/smg:none", Built.IMAGE.home().toString(), base);

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .last()
                .asString()
                .startsWith("build.sh: no image over " + base + ": it needs a base with glibc for ");
    }

    private static Finished build(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("sh", Container.SOURCES.resolve("build.sh").toString()));
        command.addAll(List.of(arguments));
        return Finished.of(Launched.start(command, Map.of("SMG_BUILDER", String.join(" ", buildah())), directory));
    }

    private static Finished image(String tag, Path files, String... instructions)
            throws IOException, InterruptedException {
        Path file = Files.write(Files.createTempFile(directory, "Containerfile", ""), List.of(instructions));
        List<String> command = new ArrayList<>(buildah());
        command.addAll(List.of("-f", file.toString(), "-t", tag, files.toString()));
        return Finished.of(Launched.start(command, Map.of(), directory));
    }

    private static List<String> buildah() {
        List<String> command = new ArrayList<>(storage("buildah"));
        command.addAll(List.of("bud", "--isolation", "chroot", "--timestamp", "0"));
        return command;
    }

    private static Finished podman(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(storage("podman"));
        command.addAll(List.of(arguments));
        return Finished.of(Launched.start(command, Map.of(), directory));
    }

    private static String inspected(String name, String format) throws InterruptedException {
        return podman("inspect", "--format", format, name).out().getFirst();
    }

    private static List<String> storage(String program) {
        return List.of(
                program,
                "--root",
                directory.resolve("store").toString(),
                "--runroot",
                directory.resolve("run").toString(),
                "--storage-driver",
                "vfs");
    }

    /** Nothing to write to, no capability, little memory. The limits of files and processes are those that podman sets. */
    private static Launched run(String name, List<String> options, String image, List<String> arguments)
            throws InterruptedException {
        String files = Commands.run(directory, "sh", "-c", "ulimit -Hn").out().getFirst();
        List<String> command = new ArrayList<>(storage("podman"));
        command.addAll(List.of("--runtime", "runc", "run", "--name", name, "--pull", "never", "--network", "host"));
        command.addAll(List.of("--ulimit", "nofile=" + files + ":" + files, "--ulimit", "nproc=4096:4096"));
        command.addAll(List.of("--read-only", "--read-only-tmpfs=false", "--cap-drop", "all", "--pids-limit", "200"));
        command.addAll(List.of("--security-opt", "no-new-privileges", "--memory", "256m", "--memory-swap", "256m"));
        command.addAll(options);
        command.add(image);
        command.addAll(arguments);
        return Launched.start(command, Map.of(), directory);
    }
}
