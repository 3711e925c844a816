package io.smg.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A jar whose classes are in an image, with what is known of it.
 *
 * @param coordinates where Maven has it: group, name and version
 * @param licence the SPDX name of its licence
 * @param jar the file
 * @param module the module that it is
 */
record Library(Coordinates coordinates, String licence, Path jar, String module) {

    private static final String KUBERNETES = "io.smg.k8s";

    /**
     * What an image was linked from, in the order of the coordinates.
     *
     * @param image the image
     * @param libraries a repository of the jars that are modules
     * @param folded a repository of those that were folded into module {@code io.smg.k8s}
     */
    static List<Library> linked(Image image, Path libraries, Path folded) throws IOException {
        Set<String> modules = image.modules();
        Stream<Library> linked = in(libraries).filter(library -> modules.contains(library.module()));
        Stream<Library> inside = modules.contains(KUBERNETES) ? in(folded) : Stream.empty();
        return Stream.concat(linked, inside)
                .sorted(Comparator.comparing(library -> library.coordinates().toString()))
                .toList();
    }

    private static Stream<Library> in(Path directory) throws IOException {
        Repository repository = new Repository(directory);
        return repository.jars().stream().map(jar -> {
            Coordinates coordinates = repository.coordinates(jar);
            return new Library(coordinates, repository.licence(coordinates), jar, moduleOf(jar));
        });
    }

    private static String moduleOf(Path jar) {
        return ModuleFinder.of(jar).findAll().iterator().next().descriptor().name();
    }

    /** The SHA-256 of the jar. */
    String sha256() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            return HexFormat.of().formatHex(hash);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The licences and notices that the jar brings, for itself and for what it has taken from others. */
    List<String> texts() {
        try (JarFile file = new JarFile(jar.toFile())) {
            List<JarEntry> entries = file.stream()
                    .filter(entry -> isText(entry.getName().toUpperCase(Locale.ROOT)))
                    .sorted(Comparator.comparing(JarEntry::getName))
                    .toList();
            List<String> texts = new ArrayList<>();
            for (JarEntry entry : entries) {
                texts.add(new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isText(String name) {
        return name.startsWith("META-INF/") && (name.contains("LICENSE") || name.contains("NOTICE"));
    }
}
