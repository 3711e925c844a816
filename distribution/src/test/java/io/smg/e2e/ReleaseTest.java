package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Image;
import io.smg.distribution.ImageBuild;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that people take away, and what is in them besides the gateway. */
class ReleaseTest {

    private static final Pattern HASH = Pattern.compile(
            "\"name\": \"(.*)\",\\s+\"version\": \"(.*)\",\\s+\"hashes\": .*\"SHA-256\", \"content\": \"([0-9a-f]{64})\"");

    private final Path directory;

    ReleaseTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void linkingTwiceGivesTheSameFiles() throws Exception {
        Image again = new Image(directory.resolve("smg"));
        ImageBuild.make(Built.ROOT, again, Built.IMAGE_MODULES);

        assertThat(listing(again.home()))
                .isEqualTo(listing(Built.IMAGE.home()).stream()
                        .filter(file -> !file.contains("smg.aot"))
                        .toList());
        Commands.run(
                directory,
                "diff",
                "--recursive",
                "--exclude=smg.aot",
                again.home().toString(),
                Built.IMAGE.home().toString());
    }

    private static List<String> listing(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file) + " " + file.toFile().canExecute())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void archiveKnowsNeitherTheTimeNorThePersonOfItsBuild() throws Exception {
        List<String> entries = Commands.run(directory, "tar", "-tvzf", Built.ARCHIVE.toString())
                .out();

        assertThat(entries)
                .isNotEmpty()
                .allMatch(entry ->
                        entry.matches("(drwxr-xr-x|-rwxr-xr-x|-rw-r--r--|l.{9}) root/root +\\d+ 2026-11-24 .*"));
        assertThat(entries.stream().filter(entry -> entry.startsWith("-rwx")).map(entry -> entry.replaceAll(".*/", "")))
                .containsExactlyInAnyOrder("java", "keytool", "smg", "jexec", "jspawnhelper");
    }

    @Test
    void archiveHasEveryFileOfTheImage() throws Exception {
        String top = "smg-" + Built.VERSION + "/";
        List<String> entries = Commands.run(directory, "tar", "-tzf", Built.ARCHIVE.toString()).out().stream()
                .filter(entry -> !entry.equals(top))
                .map(entry -> entry.replaceFirst("^" + top, "").replaceFirst("/$", ""))
                .toList();

        assertThat(entries)
                .containsExactlyInAnyOrderElementsOf(files(Built.IMAGE.home()))
                .contains(
                        "LICENSE",
                        "NOTICES",
                        "bin/smg",
                        "lib/smg.aot",
                        "plugins",
                        "sbom.cdx.json",
                        "share/bash-completion/completions/smg",
                        "share/man/man1/smg.1",
                        "share/systemd/smg.service");
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> !file.equals(root))
                    .map(file -> root.relativize(file).toString())
                    .toList();
        }
    }

    @Test
    void checksumIsThatOfTheArchive() throws Exception {
        Commands.run(Built.ROOT.resolve("distribution/target"), "sha256sum", "--check", Built.ARCHIVE + ".sha256");
    }

    @Test
    void authorsOfPluginsGetTheApiWithSourcesAndDocumentation() {
        Path built = Built.ROOT.resolve("distribution/target");

        assertThat(Stream.of("", "-sources", "-javadoc")
                        .map(kind -> built.resolve("smg-api-" + Built.VERSION + kind + ".jar")))
                .allSatisfy(jar -> assertThat(jar).isNotEmptyFile());
    }

    @Test
    void billHasTheRuntimeAndTheJarsThatTheImageWasLinkedFromAlone() throws Exception {
        assertThat(bill(Built.IMAGE)).contains("\"name\": \"OpenJDK\"");
        assertThat(jarsOf(Built.IMAGE)).containsExactlyInAnyOrderElementsOf(linked(Built.IMAGE));
    }

    @Test
    void billHasTheHashOfEachJarOnce() throws Exception {
        Map<String, String> hashes = HASH.matcher(bill(Built.IMAGE))
                .results()
                .collect(Collectors.toMap(hash -> hash.group(1) + "-" + hash.group(2) + ".jar", hash -> hash.group(3)));

        assertThat(hashes).hasSameSizeAs(linked(Built.IMAGE));
        for (String jar : hashes.keySet()) {
            String line = Commands.run(Built.MODULES, "sha256sum", jar).out().getFirst();
            assertThat(line).isEqualTo(hashes.get(jar) + "  " + jar);
        }
    }

    @Test
    void billHasTheJarsThatAreFoldedIntoAnother() throws Exception {
        List<String> expected = new ArrayList<>(linked(Built.KUBERNETES_IMAGE));
        for (Path jar : foldedJars()) {
            expected.add(nameOf(jar));
        }

        assertThat(jarsOf(Built.KUBERNETES_IMAGE)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void foldedJarsAreAllThatIsNotOursInTheModuleOfKubernetes() throws Exception {
        Set<String> folded = new TreeSet<>();
        for (Path jar : foldedJars()) {
            folded.addAll(classes(jar));
        }
        Set<String> inModule = classes(Built.MODULES.resolve("smg-k8s-" + Built.VERSION + ".jar"));
        inModule.removeIf(name -> name.startsWith("io/smg/") || name.equals("module-info.class"));

        assertThat(inModule).isEqualTo(folded);
    }

    @Test
    void noticesNameEveryJarAndBringTheLicencesThatAreNotApache() throws Exception {
        String notices = Files.readString(Built.KUBERNETES_IMAGE.home().resolve("NOTICES"));

        assertThat(jarsOf(Built.KUBERNETES_IMAGE))
                .allSatisfy(jar -> assertThat(notices).containsPattern(":" + jar + ":[0-9]"));
        assertThat(notices)
                .contains(
                        "Permission is hereby granted, free of charge",
                        "QOS.ch",
                        "FastDoubleParser",
                        "Oracle and/or its")
                .doesNotContain("TERMS AND CONDITIONS FOR USE, REPRODUCTION");
        assertThat(Built.KUBERNETES_IMAGE.home().resolve("legal/java.base/LICENSE"))
                .isNotEmptyFile();
    }

    private static String bill(Image image) throws IOException {
        return Files.readString(image.home().resolve("sbom.cdx.json"));
    }

    private static List<String> jarsOf(Image image) throws IOException {
        return Pattern.compile("\"purl\": \"pkg:maven/[^/]+/([^@]+)@")
                .matcher(bill(image))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** The jars of the modules that an image says it has. */
    private static List<String> linked(Image image) throws InterruptedException {
        String java = image.home().resolve("bin/java").toString();
        Set<String> modules = Commands.run(image.home(), java, "--list-modules").out().stream()
                .map(line -> line.replaceAll("@.*", ""))
                .collect(Collectors.toSet());
        return ModuleFinder.of(Built.MODULES).findAll().stream()
                .filter(module -> modules.contains(module.descriptor().name()))
                .map(module -> nameOf(Path.of(module.location().orElseThrow())))
                .toList();
    }

    private static String nameOf(Path jar) {
        return String.valueOf(jar.getFileName()).replaceAll("-[0-9].*", "");
    }

    private static List<Path> foldedJars() throws IOException {
        try (Stream<Path> files = Files.walk(Built.ROOT.resolve("smg-k8s/target/folded"))) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static Set<String> classes(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
