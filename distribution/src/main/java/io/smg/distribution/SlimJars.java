package io.smg.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Libraries as an image takes them: without the tables that debuggers and stack traces read, and in a format of class
 * files that the AOT cache takes. From what is older than Java 6, as the parser of the command line is, it takes nothing.
 */
final class SlimJars implements AutoCloseable {

    /** Licences and poms: the image's notices and bill say what is in them. */
    private static final Pattern SAID_ELSEWHERE = Pattern.compile("META-INF/(maven/|LICENSE)");

    private final Path directory;

    private SlimJars(Path directory) {
        this.directory = directory;
    }

    /**
     * Copies libraries.
     *
     * @param libraries all that refer to each other's classes
     * @param parent where to make the directory
     */
    static SlimJars copy(List<Path> libraries, Path parent) throws IOException {
        SlimJars jars = new SlimJars(Files.createTempDirectory(parent, "slim"));
        URL[] urls = new URL[libraries.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = libraries.get(i).toUri().toURL();
        }
        try (URLClassLoader hierarchy = new URLClassLoader(urls)) {
            ClassFile format = format(hierarchy);
            for (Path library : libraries) {
                copy(library, jars.directory.resolve(library.getFileName()), format);
            }
        }
        return jars;
    }

    private static ClassFile format(ClassLoader hierarchy) {
        return ClassFile.of(
                ClassFile.DebugElementsOption.DROP_DEBUG,
                ClassFile.LineNumbersOption.DROP_LINE_NUMBERS,
                ClassFile.ConstantPoolSharingOption.NEW_POOL,
                ClassFile.ClassHierarchyResolverOption.of(
                        ClassHierarchyResolver.ofResourceParsing(hierarchy).cached()));
    }

    private static void copy(Path library, Path target, ClassFile format) throws IOException {
        try (JarFile from = new JarFile(library.toFile());
                JarOutputStream to = new JarOutputStream(Files.newOutputStream(target))) {
            for (JarEntry entry : Collections.list(from.entries())) {
                if (SAID_ELSEWHERE.matcher(entry.getName()).lookingAt()) {
                    continue;
                }
                to.putNextEntry(new JarEntry(entry.getName()));
                try (InputStream content = from.getInputStream(entry)) {
                    byte[] bytes = content.readAllBytes();
                    to.write(entry.getName().endsWith(".class") ? slim(bytes, format) : bytes);
                }
                to.closeEntry();
            }
        }
    }

    private static byte[] slim(byte[] bytes, ClassFile format) {
        ClassModel model = format.parse(bytes);
        return model.isModuleInfo() ? bytes : format.transformClass(model, slim(model.majorVersion()));
    }

    /** Bodies are written anew, since what an old one does not say of its stack has to be computed. */
    private static ClassTransform slim(int version) {
        return ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                .andThen(ClassTransform.dropping(SourceFileAttribute.class::isInstance))
                .andThen((builder, element) -> {
                    if (element instanceof ClassFileVersion && version < ClassFile.JAVA_6_VERSION) {
                        builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
                    } else {
                        builder.with(element);
                    }
                });
    }

    /** Where the copies are. */
    Path directory() {
        return directory;
    }

    /** Deletes the copies. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> copies = Files.list(directory)) {
            for (Path copy : copies.toList()) {
                Files.delete(copy);
            }
        }
        Files.delete(directory);
    }
}
