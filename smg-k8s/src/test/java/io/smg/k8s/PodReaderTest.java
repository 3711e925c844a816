package io.smg.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodReaderTest {

    private static final Pod FULL = new PodBuilder()
            .withNewMetadata()
            .withUid("u-1")
            .withNamespace("ns")
            .withName("a")
            .withCreationTimestamp("2026-01-01T00:00:00Z")
            .withLabels(Map.of("app", "engine", "model", "llama"))
            .withAnnotations(Map.of("smg.ai/worker-ports", "9000", "example.com/model", "qwen"))
            .endMetadata()
            .withNewStatus()
            .withPhase("Running")
            .withPodIP("10.0.0.1")
            .addNewCondition()
            .withType("Initialized")
            .withStatus("True")
            .endCondition()
            .addNewCondition()
            .withType("Ready")
            .withStatus("True")
            .endCondition()
            .endStatus()
            .build();

    @Test
    void takesFromAPodWhatMattersToTheGateway() {
        assertThat(reader("").read(FULL))
                .isEqualTo(new SeenPod(
                        "u-1",
                        "ns",
                        "a",
                        "2026-01-01T00:00:00Z",
                        Map.of("app", "engine", "model", "llama"),
                        Optional.of("9000"),
                        Optional.empty(),
                        "Running",
                        true,
                        false,
                        Optional.of("10.0.0.1")));
    }

    @Test
    void makesDoWithAPodOfWhichNothingIsKnown() {
        assertThat(reader("namespace").read(new Pod()))
                .isEqualTo(new SeenPod(
                        "",
                        "",
                        "",
                        "",
                        Map.of(),
                        Optional.empty(),
                        Optional.of(""),
                        "",
                        false,
                        false,
                        Optional.empty()));
    }

    @Test
    void findsTheModelWhereItIsToldTo() {
        assertThat(reader("namespace").read(FULL).model()).contains("ns");
        assertThat(reader("label:model").read(FULL).model()).contains("llama");
        assertThat(reader("label:other").read(FULL).model()).isEmpty();
        assertThat(reader("annotation:example.com/model").read(FULL).model()).contains("qwen");
        assertThat(reader("annotation:other").read(FULL).model()).isEmpty();
    }

    @Test
    void believesTheReadyConditionAlone() {
        Pod unready = new PodBuilder(FULL)
                .editStatus()
                .editLastCondition()
                .withStatus("Unknown")
                .endCondition()
                .endStatus()
                .build();

        assertThat(reader("").read(unready).isReady()).isFalse();
    }

    @Test
    void seesThatAPodIsBeingDeletedAndHasNoAddress() {
        Pod leaving = new PodBuilder(FULL)
                .editMetadata()
                .withDeletionTimestamp("2026-01-02T00:00:00Z")
                .endMetadata()
                .editStatus()
                .withPodIP("")
                .endStatus()
                .build();

        assertThat(reader("").read(leaving).isLeaving()).isTrue();
        assertThat(reader("").read(leaving).ip()).isEmpty();
    }

    private static PodReader reader(String modelIdFrom) {
        return new PodReader(Optional.of(modelIdFrom));
    }
}
