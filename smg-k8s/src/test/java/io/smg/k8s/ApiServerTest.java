package io.smg.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.smg.testkit.ScriptedWorker;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An API server that takes connections and says nothing. The real one is met in the end-to-end tests. */
@Timeout(30)
class ApiServerTest {

    private static final int TIMEOUT_MILLIS = 300;

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    @Test
    void isGivenUpWhereItDoesNotList() {
        try (ScriptedWorker silent = silent();
                ApiServer server = connect(silent)) {
            assertThatThrownBy(server::list)
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("does not answer: it takes too long");
            assertThat(asked).isNotEmpty();
        }
    }

    @Test
    void isGivenUpWhereItDoesNotBeginToWatch() {
        try (ScriptedWorker silent = silent();
                ApiServer server = connect(silent)) {
            assertThatThrownBy(() -> server.watch("1", new Deaf()))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("does not answer: it takes too long");
            assertThat(asked).isNotEmpty();
        }
    }

    private ScriptedWorker silent() {
        return ScriptedWorker.start((request, peer) -> asked.add(request.line()));
    }

    private static ApiServer connect(ScriptedWorker worker) {
        Config place = new ConfigBuilder(Config.empty())
                .withMasterUrl(worker.url().toString())
                .build();
        return new ApiServer(ApiServer.client(place, TIMEOUT_MILLIS), new FixedContext());
    }

    /** Nothing that it could be told comes. */
    private record Deaf() implements Cluster.Watcher {

        @Override
        public void seen(SeenPod pod) {
            throw new AssertionError("saw " + pod);
        }

        @Override
        public void gone(SeenPod pod) {
            throw new AssertionError("lost " + pod);
        }

        @Override
        public void nothingNew() {
            throw new AssertionError("heard of nothing new");
        }

        @Override
        public void ended(String reason) {
            // Whoever gives up a watch that has not begun may be told so as well.
        }
    }
}
