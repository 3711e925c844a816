package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What tests do to a cluster: as its user, and as the kubelet that it does not have. */
final class KubeApi {

    private static final String JSON = "application/json";
    private static final String MERGE = "application/strategic-merge-patch+json";
    private static final String APPLY = "application/apply-patch+yaml";
    private static final Pattern TOKEN = Pattern.compile("\"token\":\\s*\"([^\"]+)\"");

    private final String server;
    private final String token;
    private final Path certificate;
    private final AtomicReference<Optional<HttpClient>> client = new AtomicReference<>(Optional.empty());

    KubeApi(String server, String token, Path certificate) {
        this.server = server;
        this.token = token;
        this.certificate = certificate;
    }

    /** Waits until the API server says that it is ready. */
    void awaitReady(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!isReady()) {
            assertThat(System.nanoTime()).as("%s is ready", server).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return Files.exists(certificate) && send("GET", "/readyz", JSON, "").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    void createNamespace(String name) throws InterruptedException {
        post("/api/v1/namespaces", "{\"metadata\":{\"name\":\"" + name + "\"}}");
    }

    void createServiceAccount(String namespace, String name) throws InterruptedException {
        post(in(namespace) + "serviceaccounts", "{\"metadata\":{\"name\":\"" + name + "\"}}");
    }

    void deleteServiceAccount(String namespace, String name) throws InterruptedException {
        call("DELETE", in(namespace) + "serviceaccounts/" + name, JSON, "");
    }

    /** A token of a service account, as a pod gets one. */
    String token(String namespace, String account) throws InterruptedException {
        String answer =
                post(in(namespace) + "serviceaccounts/" + account + "/token", "{\"spec\":{\"expirationSeconds\":600}}");
        Matcher found = TOKEN.matcher(answer);
        assertThat(found.find()).as(answer).isTrue();
        return found.group(1);
    }

    /** Creates or replaces what a manifest of one object describes. */
    void apply(String path, String yaml) throws InterruptedException {
        call("PATCH", path + "?fieldManager=test&force=true&fieldValidation=Strict", APPLY, yaml);
    }

    /** A pod that is on a node, so that its deletion has a grace period, and nothing is known of its state. */
    void createPod(String namespace, String name, Map<String, String> labels, Map<String, String> annotations)
            throws InterruptedException {
        post(in(namespace) + "pods", """
                {"metadata": {"name": "%s", "labels": %s, "annotations": %s}, "spec": {"nodeName": "n1",
                 "automountServiceAccountToken": false, "containers": [{"name": "engine", "image": "engine"}]}}\
                """.formatted(name, object(labels), object(annotations)));
    }

    /** What a kubelet reports of a pod that runs. */
    void report(String namespace, String name, String ip, boolean ready) throws InterruptedException {
        call("PATCH", in(namespace) + "pods/" + name + "/status", MERGE, """
                {"status": {"phase": "Running", "podIP": "%s", "podIPs": [{"ip": "%s"}],
                 "conditions": [{"type": "Ready", "status": "%s"}]}}\
                """.formatted(
                        ip, ip, ready ? "True" : "False"));
    }

    /** Changes a pod's labels and annotations. */
    void describe(String namespace, String name, String metadata) throws InterruptedException {
        call("PATCH", in(namespace) + "pods/" + name, MERGE, "{\"metadata\": " + metadata + "}");
    }

    /** Deletes a pod: at once with no grace, else it stays for as long as no kubelet says that it has ended. */
    void deletePod(String namespace, String name, int graceSeconds) throws InterruptedException {
        call("DELETE", in(namespace) + "pods/" + name + "?gracePeriodSeconds=" + graceSeconds, JSON, "");
    }

    /** What the API says of something. */
    String read(String path) throws InterruptedException {
        return call("GET", path, JSON, "");
    }

    static String in(String namespace) {
        return "/api/v1/namespaces/" + namespace + "/";
    }

    private String post(String path, String body) throws InterruptedException {
        return call("POST", path, JSON, body);
    }

    private String call(String method, String path, String type, String body) throws InterruptedException {
        try {
            HttpResponse<String> answer = send(method, path, type, body);
            assertThat(answer.statusCode() / 100)
                    .as("%s %s: %d %s", method, path, answer.statusCode(), answer.body())
                    .isEqualTo(2);
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + ": " + e, e);
        }
    }

    private HttpResponse<String> send(String method, String path, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.ofString(body))
                .build();
        return client().send(request, BodyHandlers.ofString());
    }

    private static String object(Map<String, String> map) {
        return map.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Made when the API server has made its certificate. */
    private HttpClient client() throws IOException {
        Optional<HttpClient> known = client.get();
        if (known.isPresent()) {
            return known.get();
        }
        HttpClient made =
                HttpClient.newBuilder().sslContext(trusting(certificate)).build();
        client.set(Optional.of(made));
        return made;
    }

    private static SSLContext trusting(Path certificates) throws IOException {
        try (InputStream in = Files.newInputStream(certificates)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null);
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry(String.valueOf(trusted.size()), certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
