package io.smg.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.LogLines;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {

    private final Journal journal = new Journal();

    @Test
    void saysWhoCameAndWhoLeftAndWhy() {
        try (LogLines log = LogLines.of(Journal.class)) {
            note(Pods.ready("a", "10.0.0.1"));
            note(Pods.ready("a", "10.0.0.1"));
            note(Pods.leaving("a", "10.0.0.1"), Pods.ready("b", "10.0.0.1"));

            assertThat(log.lines())
                    .containsExactly(
                            "INFO pod_came: worker http://10.0.0.1:8000 comes: pod ns/a is ready",
                            "INFO pod_came: worker http://10.0.0.1:8000 comes: pod ns/b is ready",
                            "INFO pod_left: worker http://10.0.0.1:8000 leaves: pod ns/a is being deleted");
        }
    }

    @Test
    void saysOnceThatAnAnnotationIsNoUse() {
        try (LogLines log = LogLines.of(Journal.class)) {
            note(Pods.withPorts("a", "10.0.0.1", "http"));
            note(Pods.withPorts("a", "10.0.0.1", "http"));

            assertThat(log.lines())
                    .contains(
                            "WARNING pod ns/a: annotation smg.ai/worker-ports is passed over: 'http' must be ports from 1"
                                    + " to 65535 with commas between them")
                    .hasSize(2);
        }
    }

    private void note(SeenPod... pods) {
        journal.note(Roster.of(List.of(pods), new PodRules(8000)));
    }
}
