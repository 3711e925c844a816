package io.smg.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One line of {@code requests.txt}: bytes that a client sends, and what is to become of them.
 *
 * @param section what it is about
 * @param status the status of its answer
 * @param closes whether the connection ends with that answer
 * @param odd what is odd about it
 * @param template the bytes, as the file has them
 */
record OddRequest(String section, int status, boolean closes, String odd, String template) {

    private static final Pattern BYTES = Pattern.compile("\\{\\[([^\\]]+)\\]}");
    private static final Pattern REPEATED = Pattern.compile("\\{([^{}]+)\\*(\\d+)}");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-f]{2}|.)");

    /** All lines, in order. */
    static List<OddRequest> all() {
        List<OddRequest> all = new ArrayList<>();
        String section = "";
        for (String line : lines()) {
            if (line.startsWith("== ")) {
                section = line.substring(3);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                all.add(parse(section, line));
            }
        }
        return all;
    }

    /** The texts, in ISO-8859-1, that the line stands for; {@code {id}} is still in them. */
    List<String> texts() {
        String expanded = template.replace("{G}", "GET /v1/c{id} HTTP/1.1\\r\\nHost: a\\r\\n")
                .replace("{P}", "POST /v1/c{id} HTTP/1.1\\r\\nHost: a\\r\\n")
                .replace("{C}", "Transfer-Encoding: chunked\\r\\n\\r\\n")
                .replace("{M}", "GET /v1/hidden HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n");
        String repeated = repeated(expanded);
        Matcher bytes = BYTES.matcher(repeated);
        if (!bytes.find()) {
            return List.of(unescaped(repeated));
        }
        String before = repeated.substring(0, bytes.start());
        String after = repeated.substring(bytes.end());
        return bytes(bytes.group(1))
                .map(b -> unescaped(before) + (char) b.intValue() + unescaped(after))
                .toList();
    }

    /** The text that a template stands for that has but repetitions and escapes in it. */
    static String plain(String template) {
        return unescaped(repeated(template));
    }

    private static String repeated(String text) {
        return REPEATED.matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(m.group(1).repeat(Integer.parseInt(m.group(2)))));
    }

    private static OddRequest parse(String section, String line) {
        String[] parts = line.split(" \\| ", 3);
        String verdict = parts[0].strip();
        return new OddRequest(
                section, Integer.parseInt(verdict.substring(0, 3)), verdict.endsWith("!"), parts[1], parts[2]);
    }

    private static List<String> lines() {
        try (InputStream in = Objects.requireNonNull(OddRequest.class.getResourceAsStream("requests.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Integer> bytes(String ranges) {
        return Stream.of(ranges.split(" ")).flatMap(range -> {
            int first = HexFormat.fromHexDigits(range.substring(0, 2));
            int last = HexFormat.fromHexDigits(range.substring(range.length() - 2));
            return Stream.iterate(first, b -> b <= last, b -> b + 1);
        });
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(OddRequest::escaped);
    }

    private static String escaped(MatchResult escape) {
        String code = escape.group(1);
        char plain =
                switch (code.charAt(0)) {
                    case 'r' -> '\r';
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case 'x' -> code.length() == 3 ? (char) HexFormat.fromHexDigits(code.substring(1)) : 'x';
                    default -> code.charAt(0);
                };
        return Matcher.quoteReplacement(String.valueOf(plain));
    }
}
