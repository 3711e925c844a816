package io.smg.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

    private final Path directory;

    KeyFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void readsOneKeyALine() throws IOException {
        KeyFile file = file("# ours\nfirst\n\n  second  \r\n\t# not: this\nthird");

        List<ApiKey> keys = file.read();

        assertThat(keys).containsExactly(key("", "first"), key("", "second"), key("", "third"));
    }

    @Test
    void readsANameInFrontOfAColon() throws IOException {
        KeyFile file = file("team-a: first\nops:with:colon\n");

        assertThat(file.read()).containsExactly(key("team-a", "first"), key("ops", "with:colon"));
    }

    @Test
    void refusesANameThatIsNone() throws IOException {
        assertThatThrownBy(file("two words: key")::read).hasMessageContaining("line 1");
        assertThatThrownBy(file(": key")::read).hasMessageContaining("line 1");
        assertThatThrownBy(file("name:")::read).hasMessageContaining("line 1");
    }

    @Test
    void needsAKey() throws IOException {
        KeyFile file = file("\n# nothing here\n   \n");

        assertThatThrownBy(file::read).isInstanceOf(UnusableFileException.class).hasMessage("there is no key in it");
    }

    @Test
    void saysThatItIsNotThere() {
        KeyFile file = new KeyFile(directory.resolve("absent"));

        assertThatThrownBy(file::read).isInstanceOf(UnusableFileException.class).hasMessage("there is no such file");
    }

    @Test
    void saysThatItIsADirectory() {
        KeyFile file = new KeyFile(directory);

        assertThatThrownBy(file::read).isInstanceOf(UnusableFileException.class).hasMessage("it cannot be read");
    }

    @Test
    void saysThatItIsNotText() throws IOException {
        Path path = Files.write(directory.resolve("keys"), new byte[] {(byte) 0xff, 'a'});

        assertThatThrownBy(new KeyFile(path)::read)
                .isInstanceOf(UnusableFileException.class)
                .hasMessage("it is not UTF-8");
    }

    @Test
    void namesTheLineThatIsNoKeyWithoutShowingIt() throws IOException {
        KeyFile file = file("good\n\nhalf a-secret\n");

        assertThatThrownBy(file::read).hasMessageContaining("line 3").hasMessageNotContaining("a-secret");
    }

    private KeyFile file(String text) throws IOException {
        return new KeyFile(Files.writeString(directory.resolve("keys"), text));
    }

    private static ApiKey key(String name, String text) {
        return new ApiKey(name, Secret.parse(text).orElseThrow());
    }
}
