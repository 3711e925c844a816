package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DemoTest {

    @Test
    void answersRequestAndStreamAndEndsWithItsProcesses() throws Exception {
        Finished demo = Commands.run(
                Built.ROOT,
                Commands.jdk("java"),
                "-classpath",
                Path.of("target/classes").toAbsolutePath().toString(),
                "io.smg.distribution.Demo",
                Built.IMAGE.home().toString(),
                Built.SIMULATOR.toString(),
                "--check");

        assertThat(demo.out()).singleElement().asString().contains("a request and a stream were answered");
    }
}
