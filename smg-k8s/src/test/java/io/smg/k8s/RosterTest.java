package io.smg.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.WorkerSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class RosterTest {

    private static final String EARLY = "2026-01-01T00:00:00Z";
    private static final String LATE = "2026-01-01T00:00:01Z";

    @Test
    void hasTheWorkersOfAllPodsThatServe() {
        Roster roster = roster(Pods.ready("a", "10.0.0.1"), Pods.unready("b", "10.0.0.2"), Pods.ready("c", "10.0.0.3"));

        assertThat(roster.workers())
                .extracting(WorkerSpec::identity)
                .containsExactlyInAnyOrder("a@10.0.0.1:8000", "c@10.0.0.3:8000");
    }

    @Test
    void namesOlderPodsFirst() {
        Roster roster = roster(Pods.ready("a", "10.0.0.1", LATE), Pods.ready("b", "10.0.0.2", EARLY));

        assertThat(roster.workers())
                .extracting(WorkerSpec::identity)
                .containsExactly("b@10.0.0.2:8000", "a@10.0.0.1:8000");
    }

    @Test
    void givesAnAddressToTheYoungestOfThosePodsThatClaimIt() {
        SeenPod old = Pods.ready("z", "10.0.0.1", EARLY);
        Roster roster = roster(old, Pods.ready("a", "10.0.0.1", LATE));

        assertThat(roster.workers()).extracting(WorkerSpec::identity).containsExactly("a@10.0.0.1:8000");
        assertThat(roster.reason(old)).isEqualTo("has lost its address to a younger pod");
    }

    @Test
    void leavesAnAddressToThePodThatServes() {
        Roster roster = roster(Pods.ready("old", "10.0.0.1", EARLY), Pods.leaving("young", "10.0.0.1"));

        assertThat(roster.workers()).extracting(WorkerSpec::identity).containsExactly("old@10.0.0.1:8000");
    }

    @Test
    void tellsWhoIsNotInAnotherOne() {
        Roster before = roster(Pods.ready("a", "10.0.0.1"), Pods.ready("b", "10.0.0.2"));
        Roster after = roster(Pods.ready("b", "10.0.0.2"), Pods.ready("c", "10.0.0.1"));

        assertThat(before.without(after)).extracting(WorkerSpec::identity).containsExactly("a@10.0.0.1:8000");
        assertThat(after.without(before)).extracting(WorkerSpec::identity).containsExactly("c@10.0.0.1:8000");
    }

    @Test
    void saysWhyAPodHasLostAWorker() {
        SeenPod pod = Pods.ready("a", "10.0.0.1");

        assertThat(Roster.EMPTY.reason(pod)).isEqualTo("is gone, or its labels no longer match");
        assertThat(roster(Pods.unready("a", "10.0.0.1")).reason(pod)).isEqualTo("is not ready");
        assertThat(roster(Pods.ready("a", "10.0.0.2")).reason(pod)).isEqualTo("has another address now");
    }

    private static Roster roster(SeenPod... pods) {
        return Roster.of(List.of(pods), new PodRules(8000));
    }
}
