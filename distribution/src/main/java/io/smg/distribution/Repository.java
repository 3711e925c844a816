package io.smg.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A directory of jars with their poms, and those of their parents, in the layout of a Maven repository.
 *
 * @param directory the directory
 */
record Repository(Path directory) {

    /** All jars in it. */
    List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** What the place of a jar says. */
    Coordinates coordinates(Path jar) {
        Path place = directory.relativize(jar);
        int names = place.getNameCount();
        return new Coordinates(
                place.subpath(0, names - 3).toString().replace('/', '.'),
                place.getName(names - 3).toString(),
                place.getName(names - 2).toString());
    }

    /**
     * The SPDX name of a licence, as a pom or the next of its parents that speaks of it has it.
     *
     * @throws IllegalStateException if none does, or it is one that nobody has thought about yet
     */
    String licence(Coordinates coordinates) {
        Element project = pom(coordinates);
        Optional<Element> licences = child(project, "licenses");
        if (licences.isPresent()) {
            return spdx(coordinates, licences.get().getTextContent().toLowerCase(Locale.ROOT));
        }
        Element parent = child(project, "parent")
                .orElseThrow(() -> new IllegalStateException(coordinates + " says nothing of its licence"));
        return licence(new Coordinates(text(parent, "groupId"), text(parent, "artifactId"), text(parent, "version")));
    }

    private static String spdx(Coordinates coordinates, String text) {
        if (text.contains("apache")) {
            return "Apache-2.0";
        }
        if (text.contains("mit")) {
            return "MIT";
        }
        throw new IllegalStateException(coordinates + " has a licence that nobody has looked at yet: " + text.strip());
    }

    private Element pom(Coordinates coordinates) {
        Path file = directory
                .resolve(coordinates.group().replace('.', '/'))
                .resolve(coordinates.name())
                .resolve(coordinates.version())
                .resolve(coordinates.name() + "-" + coordinates.version() + ".pom");
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (IOException | ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("no pom of " + coordinates + ": " + e.getMessage(), e);
        }
    }

    private static String text(Element parent, String name) {
        return child(parent, name).orElseThrow().getTextContent().strip();
    }

    private static Optional<Element> child(Element parent, String name) {
        NodeList children = parent.getChildNodes();
        return IntStream.range(0, children.getLength())
                .<Node>mapToObj(children::item)
                .filter(node -> node.getNodeName().equals(name))
                .map(Element.class::cast)
                .findFirst();
    }
}
