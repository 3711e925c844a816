package io.smg.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BoundedNamesTest {

    @Test
    void tellsTheFirstApartAndNoOthers() {
        BoundedNames names = new BoundedNames(2);

        assertThat(List.of("a", "a", "b", "c", "a", "b", "d"))
                .extracting(names::of)
                .containsExactly("a", "a", "b", "other", "a", "b", "other");
    }

    @Test
    @Timeout(30)
    void tellsNoMoreApartIfAllComeAtOnce() throws InterruptedException {
        BoundedNames names = new BoundedNames(10);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        List<Thread> crowd = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            crowd.add(Thread.startVirtualThread(() -> {
                for (int name = 0; name < 1000; name++) {
                    seen.add(names.of("name-" + name));
                }
            }));
        }
        for (Thread one : crowd) {
            one.join();
        }

        assertThat(seen).hasSize(11).contains("other");
    }
}
