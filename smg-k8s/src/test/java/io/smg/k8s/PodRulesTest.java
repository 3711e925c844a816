package io.smg.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.WorkerSpec;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodRulesTest {

    private final PodRules rules = new PodRules(8000);

    @Test
    void takesAPodThatIsReadyForAWorker() {
        WorkerSpec worker = new WorkerSpec(
                "a@10.0.0.1:8000",
                URI.create("http://10.0.0.1:8000"),
                Map.of("app", "engine", "smg.ai/pod-name", "a", "smg.ai/pod-namespace", "ns", "smg.ai/pod-uid", "a"));

        assertThat(rules.judge(Pods.ready("a", "10.0.0.1"))).isEqualTo(new Standing.Serving(List.of(worker)));
    }

    @Test
    void putsAnAddressOfIpv6IntoBrackets() {
        assertThat(workers(Pods.ready("a", "fd00::1")))
                .extracting(WorkerSpec::url)
                .containsExactly(URI.create("http://[fd00::1]:8000"));
    }

    @Test
    void takesEachPortOfTheAnnotationForAWorker() {
        assertThat(workers(Pods.withPorts("a", "10.0.0.1", "9000, 9001")))
                .extracting(WorkerSpec::identity)
                .containsExactly("a@10.0.0.1:9000", "a@10.0.0.1:9001");
    }

    @Test
    void passesOverAnAnnotationThatIsNoListOfPorts() {
        assertThat(workers(Pods.withPorts("a", "10.0.0.1", "9000,http")))
                .extracting(WorkerSpec::identity)
                .containsExactly("a@10.0.0.1:8000");
    }

    @Test
    void passesOnTheModelThatAPodNames() {
        SeenPod pod = new SeenPod(
                "u",
                "ns",
                "a",
                "",
                Map.of(),
                Optional.empty(),
                Optional.of("llama"),
                "Running",
                true,
                false,
                Optional.of("10.0.0.1"));

        assertThat(workers(pod).getFirst().labels()).containsEntry("served_model_name", "llama");
    }

    @Test
    void saysWhyAPodDoesNotServe() {
        assertThat(rules.judge(Pods.leaving("a", "10.0.0.1"))).isEqualTo(new Standing.Absent("is being deleted"));
        assertThat(rules.judge(Pods.unready("a", "10.0.0.1"))).isEqualTo(new Standing.Absent("is not ready"));
        assertThat(rules.judge(Pods.inPhase("a", "Failed")))
                .isEqualTo(new Standing.Absent("is not running but Failed"));
        assertThat(rules.judge(Pods.inPhase("a", ""))).isEqualTo(new Standing.Absent("is not running but unheard of"));
        assertThat(rules.judge(Pods.withoutAddress("a"))).isEqualTo(new Standing.Absent("has no address"));
    }

    private List<WorkerSpec> workers(SeenPod pod) {
        return ((Standing.Serving) rules.judge(pod)).workers();
    }
}
