package io.smg.distribution;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes an image: links the runtime, and puts beside it the launcher, what its licences ask for, and what a machine
 * wants to have of a service. The same modules give the same bytes; only the AOT cache, which {@link Training} adds,
 * differs.
 */
public final class ImageBuild {

    private static final List<String> ALWAYS = List.of("io.smg.server", "io.helidon.logging.jul");

    /** For tools that look into an image or make archives of classes, and for sorting long arrays of numbers. */
    private static final List<String> NOT_FOR_A_GATEWAY =
            List.of("/java.base/lib/classlist", "/java.base/lib/jrt-fs.jar", "/java.base/lib/libsimdsort.so");

    private final Path root;
    private final Path built;
    private final Image image;

    private ImageBuild(Path root, Image image) {
        this.root = root;
        this.built = root.resolve("distribution/target");
        this.image = image;
    }

    /**
     * Makes the image, and trains it unless that is to be skipped.
     *
     * @param arguments the project's directory, the image's, the modules besides the server's with commas between them,
     *     and whether to skip the training
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            Path root = Path.of(arguments[0]);
            Image image = new Image(Path.of(arguments[1]));
            make(root, image, arguments[2]);
            if (!Boolean.parseBoolean(arguments[3])) {
                Training.run(image, root.resolve("distribution/target/smg-sim"));
            }
        } catch (IllegalStateException e) {
            System.err.println("image: " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Makes an image without an AOT cache.
     *
     * @param root the project's directory, in which the modules are built
     * @param image where nothing is yet
     * @param modules the names of the modules besides the server's, with commas between them
     */
    public static void make(Path root, Image image, String modules) throws IOException, InterruptedException {
        ImageBuild build = new ImageBuild(root, image);
        build.link(Arrays.stream(modules.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList());
        build.addLauncher();
        build.addLicences();
        build.addDocuments();
        // Whatever the builder's umask is: others run it too, the container's user for one.
        build.run("chmod", "-R", "u=rwX,go=rX", image.home().toString());
    }

    private void link(List<String> modules) throws IOException {
        refuseUnknown(modules);
        try (SlimJars libraries = SlimJars.copy(jars(false), built)) {
            jlink(modules, libraries.directory());
        }
    }

    /** The jars that are ours, or those that are not. */
    private List<Path> jars(boolean ours) throws IOException {
        try (Stream<Path> jars = Files.list(modules())) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("smg-") == ours)
                    .sorted()
                    .toList();
        }
    }

    private void jlink(List<String> modules, Path libraries) throws IOException {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int status = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new IllegalStateException("this JDK has no jlink"))
                .run(writer, writer, arguments(modules, libraries).toArray(String[]::new));
        if (status != 0) {
            throw new IllegalStateException(said.toString().strip());
        }
    }

    private List<String> arguments(List<String> modules, Path libraries) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                Stream.concat(Stream.of(libraries), jars(true).stream())
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator, "--module-path=", "")),
                // Providers are not pulled in by anybody's requires: they are named.
                Stream.concat(ALWAYS.stream(), modules.stream()).collect(Collectors.joining(",", "--add-modules=", "")),
                "--compress=zip-9",
                "--exclude-files=" + String.join(",", NOT_FOR_A_GATEWAY),
                "--no-header-files",
                "--no-man-pages",
                "--output=" + image.home()));
        String runtime = modules.stream()
                .filter(name -> ModuleFinder.ofSystem().find(name).isPresent())
                .collect(Collectors.joining(","));
        if (!runtime.isEmpty()) {
            // Nobody in the image requires them: plug-ins will, which come too late to resolve them.
            arguments.add("--add-options=--add-modules=" + runtime);
        }
        return arguments;
    }

    private void refuseUnknown(List<String> modules) {
        ModuleFinder ours = ModuleFinder.of(modules());
        for (String name : modules) {
            if (ours.find(name).isEmpty() && ModuleFinder.ofSystem().find(name).isEmpty()) {
                throw new IllegalStateException("smg.image.modules: there is no module " + name + "; there are "
                        + ours.findAll().stream()
                                .map(module -> module.descriptor().name())
                                .filter(known -> known.startsWith("io.smg.") && !ALWAYS.contains(known))
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + ", and those that java --list-modules shows");
            }
        }
    }

    private Path modules() {
        return built.resolve("modules");
    }

    private void addLauncher() throws IOException, InterruptedException {
        Path launcher = source("launcher/smg");
        Files.copy(launcher, image.launcher());
        Files.setPosixFilePermissions(image.launcher(), PosixFilePermissions.fromString("rwxr-xr-x"));
        String options = Files.readString(source("launcher/smg.options"));
        Files.writeString(image.home().resolve("lib/smg.options"), options);
        Files.writeString(
                image.home().resolve("lib/smg.args"), options + Files.readString(source("launcher/smg.args")));
        Files.createDirectory(image.home().resolve("plugins"));
        strip(image.home().resolve("lib/server/libjvm.so"));
    }

    /** A sixth of it is names of C++ functions; only crash reports show them. */
    private void strip(Path library) throws InterruptedException {
        try {
            run("strip", "--strip-unneeded", library.toString());
        } catch (IOException e) {
            System.err.println("image: 5 MB larger than it need be: " + e.getMessage());
        }
    }

    private void run(String... command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + status);
        }
    }

    private void addLicences() throws IOException {
        Files.copy(root.resolve("LICENSE"), image.home().resolve("LICENSE"));
        List<Library> linked = Library.linked(image, built.resolve("libraries"), root.resolve("smg-k8s/target/folded"));
        write("", "NOTICES", Notices.text(linked, Files.readString(root.resolve("LICENSE"))));
        write("", "sbom.cdx.json", Bill.text(linked));
    }

    private void addDocuments() throws IOException, InterruptedException {
        write("share/man/man1", "smg.1", printed("man"));
        write("share/bash-completion/completions", "smg", printed("completion"));
        write("share/systemd", "smg.service", Files.readString(source("systemd/smg.service")));
    }

    private String printed(String what) throws InterruptedException {
        try (Launched process = image.run("--generate", what)) {
            if (process.awaitExit(Duration.ofMinutes(1)) != 0) {
                throw new IllegalStateException("bin/smg does not run:\n" + process.transcript());
            }
            return String.join("\n", process.out().allLines()) + "\n";
        }
    }

    private void write(String directory, String name, String text) throws IOException {
        Path target = Files.createDirectories(image.home().resolve(directory));
        Files.writeString(target.resolve(name), text);
    }

    private Path source(String file) {
        return root.resolve("distribution/src/main").resolve(file);
    }
}
