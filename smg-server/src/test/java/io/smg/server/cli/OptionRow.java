package io.smg.server.cli;

import io.smg.server.config.GatewayConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is expected of one option.
 *
 * @param name the long name
 * @param variable the environment variable
 * @param byDefault what the configuration has without it
 * @param text a value other than the default
 * @param value what the configuration has with it
 * @param bad a value that is refused
 * @param reading where the configuration has it
 * @param beside what has to be given in the same breath, as environment variables
 */
record OptionRow(
        String name,
        String variable,
        Object byDefault,
        String text,
        Object value,
        String bad,
        Function<GatewayConfig, Object> reading,
        Map<String, String> beside) {

    /** A file of keys that is there. */
    static final Path KEYS = keys();

    OptionRow(
            String name,
            String variable,
            Object byDefault,
            String text,
            Object value,
            String bad,
            Function<GatewayConfig, Object> reading) {
        this(name, variable, byDefault, text, value, bad, reading, Map.of());
    }

    @Override
    public String toString() {
        return name;
    }

    /** One of two options that come together; the other one is given in the same breath. */
    static OptionRow pair(String name, String partner, Function<GatewayConfig, Object> reading) {
        Map<String, String> beside = Map.of(variable(partner), "/other/file");
        Path file = Path.of("/some/file");
        return new OptionRow(
                name, variable(name), Optional.empty(), file.toString(), Optional.of(file), "a\0b", reading, beside);
    }

    /** The variable of an option. */
    static String variable(String name) {
        return "SMG_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static Path keys() {
        try {
            Path file = Files.writeString(Files.createTempFile("keys", ""), "from-file\n");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
