package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {

    private static final Path CACHE = Path.of("/opt/my smg/lib/smg.aot");

    private final Path mapped;

    AotCacheTest(@TempDir Path directory) {
        this.mapped = directory.resolve("maps");
    }

    @Test
    void isInUseWhenItIsMapped() throws IOException {
        Files.writeString(mapped, "7f00-7f01 r-xp 00000000 fe:00 1  /opt/my smg/lib/smg.aot\n7f02-7f03 rw-p 0 0:0 0\n");

        assertThat(AotCache.passedOver(CACHE, mapped)).isEmpty();
    }

    @Test
    void isPassedOverWhenItIsNot() throws IOException {
        Files.writeString(mapped, "7f00-7f01 r-xp 00000000 fe:00 1  /opt/my smg/lib/modules\n");

        assertThat(AotCache.passedOver(CACHE, mapped)).contains(CACHE);
    }

    @Test
    void isNotSpokenOfWhereNobodyKnows() {
        assertThat(AotCache.passedOver(CACHE, mapped.resolve("nothing"))).isEmpty();
    }
}
