package io.smg.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smg.server.config.UnusableFileException;
import io.smg.testkit.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedTest {

    private final Path file;
    private final AtomicInteger readings = new AtomicInteger();

    WatchedTest(@TempDir Path directory) {
        file = directory.resolve("file");
    }

    @BeforeEach
    void write() throws IOException {
        Files.writeString(file, "one");
    }

    @Test
    void isMadeAnewWhenAFileChanges() throws IOException {
        Watched<String> watched = watched();
        Files.writeString(file, "two");

        assertThat(watched.get()).isEqualTo("one");
        watched.check();

        assertThat(watched.get()).isEqualTo("two");
    }

    @Test
    void isNotReadAgainWithoutAChange() {
        Watched<String> watched = watched();

        watched.check();
        watched.check();

        assertThat(readings).hasValue(1);
    }

    @Test
    void staysAsItIsWhileTheFileIsNoUse() throws IOException {
        Watched<String> watched = watched();

        Files.writeString(file, "bad");
        watched.check();
        assertThat(watched.get()).isEqualTo("one");
        Files.delete(file);
        watched.check();
        assertThat(watched.get()).isEqualTo("one");
        Files.writeString(file, "three");
        watched.check();
        assertThat(watched.get()).isEqualTo("three");
    }

    @Test
    void tellsTheLogWhatBecameOfAChange() throws IOException {
        Watched<String> watched = watched();
        try (LogLines log = LogLines.of(Watched.class)) {
            Files.writeString(file, "two");
            watched.check();
            watched.check();
            Files.writeString(file, "bad");
            watched.check();
            watched.check();

            assertThat(log.lines())
                    .containsExactly(
                            "INFO credentials_renewed: it: read anew",
                            "WARNING credentials_kept: it: the old one stays in use, since it is bad");
        }
    }

    @Test
    void triesABrokenFileOnce() throws IOException {
        Watched<String> watched = watched();
        Files.writeString(file, "bad");

        watched.check();
        watched.check();

        assertThat(readings).hasValue(2);
    }

    @Test
    void isNotMadeOfWhatIsNoUse() throws IOException {
        Files.writeString(file, "bad");

        assertThatThrownBy(this::watched).isInstanceOf(UnusableFileException.class);
    }

    private Watched<String> watched() {
        return new Watched<>("it", List.of(file), this::read);
    }

    private String read() {
        readings.incrementAndGet();
        try {
            String text = Files.readString(file);
            if (text.equals("bad")) {
                throw new UnusableFileException("it is bad");
            }
            return text;
        } catch (IOException e) {
            throw UnusableFileException.of(e);
        }
    }
}
