package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.WorkerDiscovery;
import io.smg.api.WorkerSpec;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Workers that a source finds while the gateway runs. */
class DiscoveredWorkersTest {

    @Test
    void theGatewayIsNotReadyBeforeTheSourceHasLooked() {
        Source source = new Source();
        try (Engine engine = Engine.answering(Engine.OK);
                Serving gateway = Serving.following(source)) {
            String before = readiness(gateway);
            source.sees();
            String empty = readiness(gateway);
            source.sees(spec("a", engine.url()));

            assertThat(before).contains("\"reason\":\"no list of workers from made-up yet\"");
            assertThat(empty).contains("\"reason\":\"no workers are known\"");
            assertThat(readiness(gateway)).contains("{\"status\":\"ready\",\"healthy_workers\":1,\"total_workers\":1}");
            gateway.assertServesCleanly();
        }
        assertThat(source.isClosed).isTrue();
    }

    @Test
    void workersThatAreGivenServeWhateverTheSourceSees() {
        Source source = new Source();
        try (Engine engine = Engine.answering(Engine.OK);
                Serving gateway =
                        Serving.following(source, "--worker-urls", engine.url().toString())) {
            String blind = readiness(gateway);
            source.sees();

            assertThat(blind).contains("\"status\":\"ready\"", ",\"stale_sources\":[\"made-up\"]}");
            assertThat(readiness(gateway)).doesNotContain("stale_sources");
            gateway.assertServesCleanly();
        }
    }

    @Test
    void aSourceThatHasLostSightIsSaidToBeStaleAndKeepsItsWorkers() {
        Source source = new Source();
        try (Engine engine = Engine.answering(Engine.OK);
                Serving gateway = Serving.following(source)) {
            source.sees(spec("a", engine.url()));
            source.isCurrent = false;

            assertThat(readiness(gateway)).contains("\"status\":\"ready\"", "\"stale_sources\":[\"made-up\"]");
            gateway.assertServesCleanly();
        }
    }

    @Test
    void whatASourceKnowsOfAWorkerIsShown() {
        Source source = new Source();
        try (Engine engine = Engine.answering(Engine.OK);
                Serving gateway = Serving.following(source)) {
            source.sees(new WorkerSpec("a", engine.url(), Map.of("zone", "one", "served_model_name", "llama")));

            assertThat(gateway.ask(Serving.get("/workers")).bodyText())
                    .contains("\"model_id\":\"llama\"", "\"zone\":\"one\"");
            assertThat(gateway.ask(Serving.get("/v1/models")).bodyText()).contains("\"id\":\"llama\"");
        }
    }

    private static WorkerSpec spec(String identity, URI url) {
        return new WorkerSpec(identity, url, Map.of());
    }

    private static String readiness(Serving gateway) {
        return gateway.ask(Serving.get("/readiness")).bodyText();
    }

    /** A source that sees what a test says. */
    private static final class Source implements WorkerDiscovery {

        private volatile Consumer<List<WorkerSpec>> sink = specs -> {};
        private volatile boolean isCurrent = true;
        private volatile boolean isClosed;

        void sees(WorkerSpec... specs) {
            sink.accept(List.of(specs));
        }

        @Override
        public String source() {
            return "made-up";
        }

        @Override
        public void start(Consumer<List<WorkerSpec>> to) {
            sink = to;
        }

        @Override
        public boolean isCurrent() {
            return isCurrent;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
