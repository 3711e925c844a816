package io.smg.e2e;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each module's descriptor, as {@code jar --describe-module} shows it, is the one written down here. A change that is
 * meant is taken over with {@code ./smgw verify -Dsmg.descriptors.update=true}.
 */
class ModuleDescriptorTest {

    private static final Path DESCRIPTORS =
            Built.ROOT.resolve("distribution/src/test/resources/io/smg/e2e/descriptors");

    @TestFactory
    List<DynamicTest> isAsWrittenDown() throws IOException {
        try (Stream<Path> modules = Files.list(Built.ROOT)) {
            return modules.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> name.startsWith("smg-"))
                    .sorted()
                    .map(module -> DynamicTest.dynamicTest(module, () -> check(module)))
                    .toList();
        }
    }

    private static void check(String module) throws Exception {
        Path written = DESCRIPTORS.resolve(module + ".txt");
        String descriptor = describe(module);
        if (Boolean.getBoolean("smg.descriptors.update")) {
            Files.createDirectories(DESCRIPTORS);
            Files.writeString(written, descriptor);
        }

        assertThat(written).hasContent(descriptor);
    }

    private static String describe(String module) throws InterruptedException {
        Path jar = Built.ROOT.resolve(module + "/target/" + module + "-" + Built.VERSION + ".jar");
        Finished described =
                Commands.run(Built.ROOT, Commands.jdk("jar"), "--describe-module", "--file", jar.toString());
        return described.out().stream()
                .map(ModuleDescriptorTest::withoutPlaceAndVersion)
                .collect(joining("\n", "", "\n"));
    }

    private static String withoutPlaceAndVersion(String line) {
        return line.toLowerCase(Locale.ROOT).contains("jar:file:") ? line.replaceFirst("[@ ].*", "") : line;
    }
}
