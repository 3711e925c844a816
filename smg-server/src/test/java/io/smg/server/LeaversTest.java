package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.Outcome;
import io.smg.testkit.Peer;
import io.smg.testkit.RawHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that leave before their answer is complete. */
class LeaversTest {

    /** Ten times what is promised, for a busy machine. */
    private static final Duration SOON = Duration.ofMillis(500);

    private static final String STREAM = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\ntoken\r\n";

    /** The ways to leave. */
    enum Leaving {
        CLOSE,
        RESET,
        HALF_CLOSE;

        void leave(RawHttp client) {
            switch (this) {
                case CLOSE -> client.close();
                case RESET -> client.reset();
                case HALF_CLOSE -> client.halfClose();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Leaving.class)
    void stopTheirWorkerBeforeItsFirstByte(Leaving leaving) throws InterruptedException {
        try (Engine engine = Engine.badOnce((request, peer) -> {});
                Serving gateway = Serving.before(engine);
                RawHttp client = gateway.connect()) {
            client.send(Serving.chat());
            Peer peer = engine.next().peer();
            leaving.leave(client);

            peer.awaitLeft(SOON);
            assertThat(gateway.policy().nextOutcome()).isInstanceOf(Outcome.Cancelled.class);
            gateway.await("nothing is in flight", gateway.policy()::isIdle);
            gateway.assertServesCleanly();
        }
    }

    @ParameterizedTest
    @EnumSource(Leaving.class)
    void stopTheirWorkerInMidStream(Leaving leaving) throws InterruptedException {
        try (Engine engine = Engine.badOnce((request, peer) -> peer.send(STREAM));
                Serving gateway = Serving.before(engine);
                RawHttp client = gateway.connect()) {
            client.send(Serving.chat()).readHead();
            Peer peer = engine.next().peer();
            leaving.leave(client);

            peer.awaitLeft(SOON);
            assertThat(gateway.policy().nextOutcome()).isInstanceOf(Outcome.Cancelled.class);
            gateway.await("nothing is in flight", gateway.policy()::isIdle);
            gateway.assertServesCleanly();
        }
    }

    @Test
    void leaveOtherClientsAlone() throws InterruptedException {
        try (Engine engine = Engine.doing((request, peer) -> peer.send(STREAM));
                Serving gateway = Serving.before(engine);
                RawHttp stays = gateway.connect();
                RawHttp leaves = gateway.connect()) {
            stays.send(Serving.chat()).readHead();
            Peer kept = engine.next().peer();
            leaves.send(Serving.chat()).readHead();
            Peer dropped = engine.next().peer();
            leaves.reset();
            dropped.awaitLeft(SOON);

            assertThat(kept.hasLeft()).isFalse();
        }
    }

    @Test
    void leaveNothingBehindEvenInAStorm() throws InterruptedException {
        try (Engine engine = Engine.doing((request, peer) -> {
                    if (request.bodyText().contains("whole")) {
                        peer.send(Engine.OK);
                    } else if (request.bodyText().contains("stream")) {
                        peer.send(STREAM);
                    }
                });
                Serving gateway = Serving.before(engine)) {
            List<Peer> abandoned = new ArrayList<>();
            Random random = new Random(1);
            for (int i = 0; i < 200; i++) {
                abort(gateway, engine, random, abandoned);
            }

            abandoned.forEach(peer -> peer.awaitLeft(Duration.ofSeconds(10)));
            gateway.await("nothing is in flight", gateway.policy()::isIdle);
        }
    }

    private static void abort(Serving gateway, Engine engine, Random random, List<Peer> abandoned)
            throws InterruptedException {
        String[] bodies = {"{\"x\":\"silent\"}", "{\"x\":\"stream\"}", "{\"x\":\"whole\"}"};
        int kind = random.nextInt(4);
        try (RawHttp client = gateway.connect()) {
            if (kind == bodies.length) {
                client.send(Serving.chat()
                        .substring(0, random.nextInt(Serving.chat().length())));
            } else {
                client.send(Serving.request("POST", Serving.CHAT, bodies[kind]));
            }
            if (kind < 2) {
                abandoned.add(engine.next().peer());
            }
            Leaving.values()[random.nextInt(3)].leave(client);
        }
    }
}
