package io.smg.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.RoutingPolicyProvider;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * A jar in the making: its sources are compiled against smg-api alone, as a stranger's would be.
 *
 * @param work a directory of its own for what is made on the way
 */
record PluginJar(Path work) {

    /** Where smg-api is: its jar, or its compiled classes. */
    static Path api() {
        try {
            return Path.of(RoutingPolicyProvider.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds a source file. */
    PluginJar source(String name, String text) {
        return write(work.resolve("src").resolve(name), text);
    }

    /** Adds a file that goes into the jar as it is. */
    PluginJar resource(String name, String text) {
        return write(work.resolve("classes").resolve(name), text);
    }

    /** Adds the provider {@code acme.Provider} of a policy of that name. */
    PluginJar policy(String name) {
        return provider("return \"" + name + "\";", "");
    }

    /** Adds the provider {@code acme.Provider} with its own ways to say its name and to be constructed. */
    PluginJar provider(String nameBody, String constructorBody) {
        return source("acme/Provider.java", """
                package acme;

                public final class Provider implements io.smg.api.RoutingPolicyProvider {
                    public Provider() { %s }
                    public String name() { %s }
                    public io.smg.api.RoutingPolicy create(io.smg.api.PolicyContext context) {
                        return (request, candidates) -> io.smg.api.RoutingDecision.of(candidates.get(0), "first");
                    }
                }
                """.formatted(constructorBody, nameBody));
    }

    /** Makes it a named module with the given directives. */
    PluginJar module(String name, String directives) {
        return source("module-info.java", "module " + name + " { requires io.smg.api; " + directives + " }");
    }

    /** Makes it a plain jar that names its provider in {@code META-INF/services}. */
    PluginJar plain() {
        return resource("META-INF/services/io.smg.api.RoutingPolicyProvider", "acme.Provider");
    }

    /** Compiles the sources, against smg-api and the given jars, and packs everything. */
    Path build(Path jar, Path... libraries) {
        compile(libraries);
        return pack(Path.of(classes()), jar);
    }

    /** Packs a directory of classes; copies what is a jar already. */
    static Path pack(Path classes, Path jar) {
        if (Files.isDirectory(classes)) {
            run("jar", List.of("--create", "--file", jar.toString(), "-C", classes.toString(), "."));
            return jar;
        }
        try {
            return Files.copy(classes, jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(Path... libraries) {
        List<String> arguments = new ArrayList<>(List.of("-d", classes(), "--release", "25"));
        boolean named = Files.exists(work.resolve("src/module-info.java"));
        List<String> path = new ArrayList<>(List.of(api().toString()));
        List.of(libraries).forEach(library -> path.add(library.toString()));
        arguments.addAll(List.of(named ? "--module-path" : "--class-path", String.join(File.pathSeparator, path)));
        arguments.addAll(sources());
        run("javac", arguments);
    }

    private List<String> sources() {
        try (var files = Files.walk(work.resolve("src"))) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String classes() {
        return work.resolve("classes").toString();
    }

    private PluginJar write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private static void run(String tool, List<String> arguments) {
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        int exit = ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments.toArray(String[]::new));
        assertThat(exit).as("%s: %s", tool, output).isZero();
    }
}
