package io.smg.distribution;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The software bill of materials of an image, in the form of CycloneDX: exactly the jars that it was linked from, those
 * folded into another one too, and the Java runtime.
 */
final class Bill {

    private Bill() {}

    /** The text; of the same jars always the same. */
    static String text(List<Library> linked) {
        Coordinates smg = linked.stream()
                .map(Library::coordinates)
                .filter(coordinates -> coordinates.name().equals("smg-server"))
                .findFirst()
                .orElseThrow();
        String components = linked.stream().map(Bill::component).collect(Collectors.joining(",\n"));
        UUID serial = UUID.nameUUIDFromBytes((runtime() + components).getBytes(StandardCharsets.UTF_8));
        return """
                {
                  "bomFormat": "CycloneDX",
                  "specVersion": "1.6",
                  "serialNumber": "urn:uuid:%s",
                  "version": 1,
                  "metadata": {
                    "component": {"type": "application", "name": "smg", "version": "%s", "licenses": [{"license": {"id": "Apache-2.0"}}]}
                  },
                  "components": [
                %s,
                %s
                  ]
                }
                """.formatted(serial, smg.version(), runtime(), components);
    }

    private static String runtime() {
        String version = System.getProperty("java.runtime.version");
        return """
                    {
                      "type": "platform",
                      "bom-ref": "openjdk",
                      "publisher": "%s",
                      "name": "OpenJDK",
                      "version": "%s",
                      "licenses": [{"expression": "GPL-2.0-only WITH Classpath-exception-2.0"}],
                      "purl": "pkg:generic/openjdk@%s"
                    }""".formatted(System.getProperty("java.vendor"), version, version.replace("+", "%2B"));
    }

    private static String component(Library library) {
        Coordinates coordinates = library.coordinates();
        return """
                    {
                      "type": "library",
                      "bom-ref": "%s",
                      "group": "%s",
                      "name": "%s",
                      "version": "%s",
                      "hashes": [{"alg": "SHA-256", "content": "%s"}],
                      "licenses": [{"license": {"id": "%s"}}],
                      "purl": "%s"
                    }""".formatted(
                        coordinates.purl(),
                        coordinates.group(),
                        coordinates.name(),
                        coordinates.version(),
                        library.sha256(),
                        library.licence(),
                        coordinates.purl());
    }
}
