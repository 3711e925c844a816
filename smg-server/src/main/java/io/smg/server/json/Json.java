package io.smg.server.json;

import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Jackson's streaming JSON, bounded for texts from outside. */
public final class Json {

    /** Deeper than any request of the API, and shallow enough to be harmless. */
    private static final int MAX_DEPTH = 500;

    /** For names and for the strings that are read; digits are bounded by Jackson. */
    private static final int MAX_LENGTH = 50_000;

    private static final JsonFactory FACTORY = factory(MAX_LENGTH);

    /** The size of a body is bounded already. */
    private static final JsonFactory LONG_STRINGS = factory(Integer.MAX_VALUE);

    private Json() {}

    private static JsonFactory factory(int maxStringLength) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNameLength(MAX_LENGTH)
                        .maxStringLength(maxStringLength)
                        .build())
                .build();
    }

    /** A parser of a whole text in UTF-8; a string of over 50,000 characters can be passed over, not read. */
    public static JsonParser parser(byte[] text) {
        return FACTORY.createParser(ObjectReadContext.empty(), text);
    }

    /** A parser of a whole text in UTF-8 that reads strings of any length. */
    public static JsonParser parserOfLongStrings(byte[] text) {
        return LONG_STRINGS.createParser(ObjectReadContext.empty(), text);
    }

    /** A generator that writes UTF-8 and leaves the stream open. */
    public static JsonGenerator generator(OutputStream out) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
    }
}
