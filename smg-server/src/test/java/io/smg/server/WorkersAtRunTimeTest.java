package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.smg.testkit.Peer;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import io.smg.testkit.ScriptedWorker;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that an operator adds, sees, changes and removes while the gateway serves. */
@Timeout(60)
class WorkersAtRunTimeTest {

    private static final String KEY = "worker-secret";

    private final ScriptedWorker worker = Front.answering(Front.OK);

    @Test
    void getRequestsOnceTheyAreAdded() {
        try (worker;
                Front front = Front.of(List.of())) {
            assertThat(front.ask(Front.chat()).status()).isEqualTo(503);
            RawAnswer added = add(front, worker, "");

            assertThat(added.status()).isEqualTo(202);
            assertThat(added.field("Location")).hasValue(path(added));
            assertThat(front.ask(Front.chat()).status()).isEqualTo(200);
        }
    }

    @Test
    void areKnownOnce() {
        try (worker;
                Front front = Front.of(worker)) {
            RawAnswer again = add(front, worker, "");

            assertThat(again.status()).isEqualTo(409);
            assertThat(again.field("X-SMG-Error-Code")).hasValue("worker_already_exists");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"url\":7}",
                "{\"url\":\"ftp://a\"}",
                "{\"url\":\"http://a\",\"priority\":\"high\"}",
                "{\"url\":\"http://a\",\"labels\":{\"a\":1}}",
                "{\"url\":\"http://a\",\"api_key\":\"two words\"}",
            })
    void areRefusedWhereTheFormIsBad(String form) {
        try (worker;
                Front front = Front.of(worker)) {
            assertThat(front.ask(Front.request("POST", "/workers", form)).status())
                    .isEqualTo(400);
            assertThat(front.ask(get("/workers")).bodyText()).contains("\"total\":1");
        }
    }

    @Test
    void areShownWithoutTheirKeys() {
        try (worker;
                Front front = Front.of(List.of())) {
            RawAnswer added =
                    add(front, worker, ",\"api_key\":\"" + KEY + "\",\"priority\":3,\"labels\":{\"a\":\"b\"}");
            RawAnswer one = front.ask(get(path(added)));
            RawAnswer all = front.ask(get("/workers"));

            assertThat(one.status()).isEqualTo(200);
            assertThat(one.bodyText())
                    .contains("\"url\":\"" + worker.url(), "\"priority\":3", "\"a\":\"b\"", "\"status\":\"ready\"");
            assertThat(added.bodyText() + one.bodyText() + all.bodyText()).doesNotContain(KEY);
        }
    }

    @Test
    void areChangedInPartOrAsAWhole() {
        try (worker;
                Front front = Front.of(List.of())) {
            String path = path(add(front, worker, ",\"priority\":3,\"cost\":2.5,\"labels\":{\"a\":\"b\"}"));
            RawAnswer patched = front.ask(Front.request("PATCH", path, "{\"priority\":4}"));
            String afterPatch = front.ask(get(path)).bodyText();
            RawAnswer put = front.ask(Front.request("PUT", path, "{\"cost\":9}"));
            String afterPut = front.ask(get(path)).bodyText();

            assertThat(patched.status()).isEqualTo(202);
            assertThat(afterPatch).contains("\"priority\":4", "\"cost\":2.5", "\"labels\":{\"a\":\"b\"}");
            assertThat(put.status()).isEqualTo(202);
            assertThat(afterPut).contains("\"priority\":50", "\"cost\":9.0", "\"labels\":{}");
            assertThat(front.ask(Front.request("PATCH", path, "{\"url\":\"http://other\"}"))
                            .status())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PATCH", "PUT", "DELETE"})
    void areNotFoundByAnotherId(String method) {
        try (worker;
                Front front = Front.of(worker)) {
            RawAnswer answer = front.ask(Front.request(method, "/workers/nobody", "{}"));

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.field("X-SMG-Error-Code")).hasValue("worker_not_found");
        }
    }

    @Test
    void areNobodysBusinessWithoutTheKey() {
        try (worker;
                Front front = Front.of(worker, "--api-key", "ours")) {
            assertThat(front.ask(get("/workers")).status()).isEqualTo(401);
            assertThat(add(front, worker, "").status()).isEqualTo(401);
            assertThat(front.ask(get("/workers", "Authorization: Bearer ours")).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void areNoBusinessOfOtherMachinesWhereThereIsNoKey() throws SocketException {
        Optional<InetAddress> address = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(one -> one instanceof Inet4Address && !one.isLoopbackAddress())
                .findFirst();
        assumeThat(address).as("this machine has an address").isPresent();
        try (worker;
                Front front = Front.of(worker, "--host", "0.0.0.0");
                RawHttp outside = RawHttp.connect(new InetSocketAddress(
                        address.orElseThrow(), front.gateway().port()))) {
            RawAnswer refused = outside.send(get("/workers")).read();

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.field("X-SMG-Error-Code")).hasValue("forbidden");
            assertThat(front.ask(get("/workers")).status()).isEqualTo(200);
        }
    }

    @Test
    void getTheirOwnKeyInsteadOfTheClients() {
        try (worker;
                Front front = Front.of(List.of())) {
            add(front, worker, ",\"api_key\":\"" + KEY + "\"");
            front.ask(Front.chat("Authorization: Bearer clients", "x-api-key: clients"));

            String head = worker.requests().getLast().headText();
            assertThat(head).contains("Authorization: Bearer " + KEY).doesNotContain("clients");
        }
    }

    @Test
    void finishTheirStreamsWhenTheyAreRemovedAndGetNothingNew() throws InterruptedException {
        LinkedBlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
        try (worker;
                ScriptedWorker leaving = Front.worker((request, peer) -> {
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf");
                    peers.add(peer);
                });
                Front front = Front.of(List.of(), "--shutdown-grace-period-secs", "30");
                RawHttp client = front.connect()) {
            String path = path(add(front, leaving, ""));
            client.send(Front.chat());
            @Nullable Peer peer = peers.poll(10, TimeUnit.SECONDS);
            assertThat(peer).isNotNull();
            add(front, worker, "");
            RawAnswer removed = front.ask(Front.request("DELETE", path, ""));
            assertThat(removed.status()).isEqualTo(202);
            assertThat(front.ask(get(path)).bodyText()).contains("\"status\":\"draining\"", "\"load\":1");
            assertThat(front.ask(Front.chat()).bodyText()).isEqualTo("ok");
            send(peer, "half");

            assertThat(client.read().bodyText()).isEqualTo("halfhalf");
            assertThat(Front.received(leaving)).isEqualTo(1);
            Front.await("it is gone", () -> front.ask(get(path)).status() == 404);
            peer.awaitLeft(Duration.ofSeconds(10));
        }
    }

    private static void send(Peer peer, String text) {
        try {
            peer.send(text);
        } catch (IOException e) {
            throw new AssertionError("the gateway has closed", e);
        }
    }

    private static RawAnswer add(Front front, ScriptedWorker worker, String more) {
        return front.ask(Front.request("POST", "/workers", "{\"url\":\"" + worker.url() + "\"" + more + "}"));
    }

    private static String path(RawAnswer accepted) {
        return accepted.field("Location").orElse("no location");
    }

    private static String get(String path, String... fields) {
        return Front.request("GET", path, "", fields);
    }
}
