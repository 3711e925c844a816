package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Launched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    /** A policy that says when it is first asked, and takes a millisecond for each request. */
    private static final String SLOW = """
            package com.example.slow;

            import io.smg.api.*;
            import java.util.concurrent.locks.LockSupport;

            public final class SlowPolicyProvider implements RoutingPolicyProvider {

                @Override
                public String name() {
                    return "slow";
                }

                @Override
                public RoutingPolicy create(PolicyContext context) {
                    System.out.println("begun");
                    return (request, candidates) -> {
                        LockSupport.parkNanos(1_000_000);
                        return RoutingDecision.of(candidates.getFirst(), "slow");
                    };
                }
            }
            """;

    private final Path directory;
    private final Path trace;

    ReplayTest(@TempDir Path directory) {
        this.directory = directory;
        this.trace = directory.resolve("trace.jsonl");
    }

    @Test
    void comparesThePoliciesOfTheImage() throws Exception {
        writeTrace(100);

        Finished finished = replay("--policy", "round_robin", "--policy", "cache_aware");

        assertThat(finished.status()).isZero();
        assertThat(finished.err()).isEmpty();
        assertThat(String.join("\n", finished.out()))
                .contains("trace.jsonl: 100 requests", "round_robin", "cache_aware", "TTFT mean, s");
    }

    @Test
    void namesTheLineThatIsMalformed() throws Exception {
        writeTrace(3);
        Files.writeString(trace, "{\"timestamp\": 1}\n", StandardOpenOption.APPEND);

        Finished refused = replay("--policy", "round_robin");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).singleElement().asString().contains("trace.jsonl: line 4: input_length");
    }

    @Test
    void printsWhatItHasWhenItIsInterrupted() throws Exception {
        writeTrace(100_000);

        try (Launched process = Built.IMAGE.run(
                "replay", "--trace", trace.toString(), "--plugin-path", plugin().toString(), "--policy", "slow")) {
            process.awaitLine(Pattern.compile("begun"));
            Commands.run(directory, "kill", "-INT", String.valueOf(process.pid()));

            assertThat(process.awaitExit(Duration.ofSeconds(20))).isEqualTo(130);
            assertThat(String.join("\n", process.out().allLines()))
                    .contains("Interrupted: what follows is of the requests answered so far.", "TTFT mean, s");
        }
    }

    @Test
    void isToldOfInTheHelpText() throws Exception {
        Finished help = Finished.of(Built.IMAGE.run("--help"));

        assertThat(String.join("\n", help.out())).contains("smg replay");
    }

    private Finished replay(String... arguments) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of("replay", "--trace", trace.toString()));
        all.addAll(List.of(arguments));
        return Finished.of(Built.IMAGE.run(all.toArray(String[]::new)));
    }

    private void writeTrace(int requests) throws IOException {
        String lines = IntStream.range(0, requests)
                .mapToObj(i -> "{\"timestamp\": " + 100 * i + ", \"input_length\": 1000, \"output_length\": 5,"
                        + " \"hash_ids\": [" + i % 7 + ", " + (7 + i) + "]}\n")
                .collect(Collectors.joining());
        Files.writeString(trace, lines);
    }

    /** A directory with the slow policy in it. */
    private Path plugin() throws Exception {
        String api = Built.MODULES.resolve("smg-api-" + Built.VERSION + ".jar").toString();
        Path source = Files.writeString(directory.resolve("SlowPolicyProvider.java"), SLOW);
        Path classes = Files.createDirectories(directory.resolve("classes/META-INF/services"));
        Files.writeString(classes.resolve("io.smg.api.RoutingPolicyProvider"), "com.example.slow.SlowPolicyProvider\n");
        Commands.run(directory, Commands.jdk("javac"), "-cp", api, "-d", "classes", source.toString());
        Path plugins = Files.createDirectory(directory.resolve("plugins"));
        Commands.run(directory, Commands.jdk("jar"), "-c", "-f", "plugins/slow.jar", "-C", "classes", ".");
        return plugins;
    }
}
