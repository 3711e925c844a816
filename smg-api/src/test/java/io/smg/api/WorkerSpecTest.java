package io.smg.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

class WorkerSpecTest {

    private static final URI URL = URI.create("http://10.0.0.1:8000");

    @Test
    void isIdentifiedByItsUrlUnlessTheSourceKnowsBetter() {
        assertThat(WorkerSpec.of(URL)).isEqualTo(new WorkerSpec("http://10.0.0.1:8000", URL, Map.of()));
    }

    @Test
    void isAnotherWorkerAtTheSameUrlWithAnotherIdentity() {
        assertThat(new WorkerSpec("pod-1", URL, Map.of())).isNotEqualTo(new WorkerSpec("pod-2", URL, Map.of()));
    }

    @Test
    void copiesItsLabels() {
        Map<String, String> labels = new HashMap<>(Map.of("zone", "a"));
        WorkerSpec spec = new WorkerSpec("pod-1", URL, labels);

        labels.put("zone", "b");

        assertThat(spec.labels()).isEqualTo(Map.of("zone", "a")).isUnmodifiable();
    }

    @Test
    @NullUnmarked
    void refusesToBeWithoutIdentity() {
        assertThatNullPointerException()
                .isThrownBy(() -> new WorkerSpec(null, URL, Map.of()))
                .withMessage("identity");
    }

    @Test
    @NullUnmarked
    void refusesToBeNowhere() {
        assertThatNullPointerException()
                .isThrownBy(() -> new WorkerSpec("pod-1", null, Map.of()))
                .withMessage("url");
    }
}
