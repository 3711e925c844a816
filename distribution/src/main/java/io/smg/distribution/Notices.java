package io.smg.distribution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The text that an image carries about whose work is in it, as their licences ask for. */
final class Notices {

    private static final String RULE = "\n" + "-".repeat(100) + "\n";

    private Notices() {}

    /**
     * The text.
     *
     * @param linked what the image was linked from
     * @param apache the text of the Apache License, which stands in a file of its own
     * @throws IllegalStateException if the text of another licence is wanted and not in the jar
     */
    static String text(List<Library> linked, String apache) {
        return """
                smg is under the Apache License 2.0, which is in the file LICENSE. So is the work of others that this image was
                linked from, unless another licence is named below; where theirs says more, it stands behind the list.

                The Java runtime is OpenJDK %s of %s, under the GNU General Public License 2 with the
                Classpath Exception; what is in it of others is in the directory legal.

                The class files of others were changed when this image was made: tables for debuggers are not in them, and old
                ones have the format of Java 8.

                """.formatted(System.getProperty("java.runtime.version"), System.getProperty("java.vendor"))
                + list(linked)
                + texts(linked, apache);
    }

    private static String list(List<Library> linked) {
        Map<String, List<Library>> byLicence =
                linked.stream().collect(Collectors.groupingBy(Library::licence, TreeMap::new, Collectors.toList()));
        return byLicence.entrySet().stream()
                .map(licence -> licence.getKey() + "\n" + coordinates(licence.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String texts(List<Library> linked, String apache) {
        Map<String, List<Library>> byText = new LinkedHashMap<>();
        for (Library library : linked) {
            List<String> texts = library.texts().stream()
                    .map(Notices::unified)
                    .filter(text -> !text.equals(unified(apache)))
                    .toList();
            if (texts.isEmpty() && !library.licence().equals("Apache-2.0")) {
                throw new IllegalStateException(library.coordinates() + " has no text of its licence in it");
            }
            texts.forEach(
                    text -> byText.computeIfAbsent(text, _ -> new ArrayList<>()).add(library));
        }
        return byText.entrySet().stream()
                .map(text -> RULE + coordinates(text.getValue()) + "\n" + text.getKey() + "\n")
                .collect(Collectors.joining());
    }

    private static String coordinates(List<Library> libraries) {
        return libraries.stream()
                .map(library -> "  " + library.coordinates() + "\n")
                .collect(Collectors.joining());
    }

    private static String unified(String text) {
        return text.replace("\r\n", "\n").strip();
    }
}
