package io.smg.server.http1;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The header fields of one message, in the order and with the repetitions that they came in. Immutable. */
public final class Fields implements Iterable<Field> {

    /** A message without fields. */
    public static final Fields NONE = of(List.of());

    /** What belongs to one connection and never goes on (RFC 9110 §7.6.1). */
    private static final FieldNames HOP_BY_HOP = FieldNames.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** An array, because nothing is done more often with the fields than to go through them. */
    private final Field[] fields;

    private Fields(Field[] fields) {
        this.fields = fields;
    }

    /** The given fields, copied. */
    public static Fields of(List<Field> fields) {
        return new Fields(fields.toArray(Field[]::new));
    }

    /** The value of the first field of that name. */
    public Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.is(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** How many fields have that name. */
    public int count(String name) {
        int count = 0;
        for (Field field : fields) {
            if (field.is(name)) {
                count++;
            }
        }
        return count;
    }

    /** How many fields there are. */
    public int size() {
        return fields.length;
    }

    /**
     * Whether a comma-separated list field has the given element.
     *
     * @param name the field's name, which may be repeated
     * @param element the element, compared without regard to case
     */
    public boolean hasElement(String name, String element) {
        for (Field field : fields) {
            if (field.is(name) && names(element, field.value())) {
                return true;
            }
        }
        return false;
    }

    /** These fields without the hop-by-hop ones and those that {@code Connection} names. */
    public Fields endToEnd() {
        Set<String> named = namedByConnection();
        Field[] kept = new Field[fields.length];
        int count = 0;
        for (Field field : fields) {
            if (!HOP_BY_HOP.contain(field.name()) && (named.isEmpty() || !named.contains(Ascii.lower(field.name())))) {
                kept[count++] = field;
            }
        }
        return new Fields(Arrays.copyOf(kept, count));
    }

    @Override
    public Iterator<Field> iterator() {
        return List.of(fields).iterator();
    }

    @Override
    public String toString() {
        return Arrays.toString(fields);
    }

    private static boolean names(String element, String value) {
        return value.equalsIgnoreCase(element)
                || (value.indexOf(',') >= 0 && elements(value).anyMatch(element::equalsIgnoreCase));
    }

    private Set<String> namedByConnection() {
        Set<String> named = Set.of();
        for (Field field : fields) {
            if (field.is("Connection") && !isPlain(field.value())) {
                named = new HashSet<>(named);
                elements(field.value()).map(Ascii::lower).forEach(named::add);
            }
        }
        return named;
    }

    /** The two values that nearly every message has, and that name no other field. */
    private static boolean isPlain(String connection) {
        return connection.equalsIgnoreCase("keep-alive") || connection.equalsIgnoreCase("close");
    }

    private static Stream<String> elements(String value) {
        return Arrays.stream(value.split(",", -1)).map(String::strip).filter(e -> !e.isEmpty());
    }
}
