package io.smg.server.worker;

import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.common.uri.UriInfo;
import io.helidon.common.uri.UriPath;
import io.helidon.faulttolerance.Timeout;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.api.ClientUri;
import io.helidon.webclient.api.HttpClientRequest;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.api.WebClient;
import io.helidon.webclient.api.WebClientConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;

/**
 * Asks workers what is not inference: how they are, what they serve. Each question has a connection of its own and one
 * deadline, which an answer that trickles in does not stretch; the worker's own key goes with it, redirects are not
 * followed. Thread-safe.
 */
public final class ControlClient {

    /** Longer answers are none. A small part of the heap, since many workers may be asked at once. */
    private static final int LONGEST =
            (int) Math.min(16L << 20, Runtime.getRuntime().maxMemory() / 256);

    private final WebClient client;
    private final WebClient careful;
    private final Approach approach;
    private final Timeout deadline;

    /**
     * Makes a client.
     *
     * @param timeout for a whole question, from connecting to the answer's last byte
     * @param approach how to go to workers
     */
    public ControlClient(Duration timeout, Approach approach) {
        this.approach = approach;
        // On the asking thread, which the timeout interrupts: that ends whatever its socket waits for.
        this.deadline = Timeout.builder().timeout(timeout).currentThread(true).build();
        this.client = builder(timeout).build();
        this.careful = builder(timeout)
                .dnsResolver(new PermittedAddresses(approach.allow()))
                .build();
    }

    private static WebClientConfig.Builder builder(Duration timeout) {
        return WebClient.builder()
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(timeout)
                        .readTimeout(timeout)
                        .tcpNoDelay(true)
                        .build())
                .tls(Tls.builder().enabled(false).build())
                .followRedirects(false)
                .keepAlive(false)
                .proxy(Proxy.noProxy())
                .shareConnectionCache(false)
                .servicesDiscoverServices(false);
    }

    /**
     * A worker's answer.
     *
     * @param status its status
     * @param body its body
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Reply(int status, byte[] body) {

        /** Whether the worker did what it was asked for. */
        public boolean isGood() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * Asks a worker for a status. What comes with it is passed over, however long it is.
     *
     * @throws RuntimeException if there is no answer in time
     */
    public int status(Backend worker, String path) {
        return deadline.invoke(() -> {
            try (HttpClientResponse answer = request(worker, Method.GET, path).request()) {
                passOver(answer);
                return answer.status().code();
            }
        });
    }

    /**
     * Asks a worker.
     *
     * @throws RuntimeException if there is no whole answer in time
     */
    public Reply get(Backend worker, String path) {
        return ask(worker, Method.GET, path);
    }

    /**
     * Tells a worker to do something.
     *
     * @throws RuntimeException if there is no whole answer in time
     */
    public Reply post(Backend worker, String path) {
        return ask(worker, Method.POST, path);
    }

    private Reply ask(Backend worker, Method method, String path) {
        return deadline.invoke(() -> {
            try (HttpClientResponse answer = request(worker, method, path).request()) {
                return new Reply(answer.status().code(), body(answer));
            }
        });
    }

    private HttpClientRequest request(Backend worker, Method method, String path) {
        WebClient asking = worker.wasAddedOverHttp() ? careful : client;
        HttpClientRequest request = asking.method(method).uri(uri(worker.url(), path));
        if (worker.url().getScheme().equals("https")) {
            request.tls(Tls.builder().sslContext(approach.tls().get()).build());
        }
        worker.apiKey().ifPresent(key -> request.header(HeaderNames.AUTHORIZATION, "Bearer " + key.reveal()));
        return request;
    }

    /** Part by part: of a text the client would escape the brackets around an IPv6 address, and ask its own machine. */
    private static ClientUri uri(URI worker, String path) {
        return ClientUri.create(UriInfo.builder(ClientUri.create(worker))
                .path(UriPath.create(worker.getRawPath() + path))
                .build());
    }

    private static byte[] body(HttpClientResponse answer) {
        try (InputStream body = stream(answer)) {
            byte[] read = body.readNBytes(LONGEST + 1);
            if (read.length > LONGEST) {
                throw new AnswerTooLongException(LONGEST);
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A worker that is cut off while it still sends may complain, so most are heard out. */
    private static void passOver(HttpClientResponse answer) {
        try (InputStream body = stream(answer)) {
            long passed = body.skip(LONGEST);
            assert passed <= LONGEST;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream stream(HttpClientResponse answer) {
        return answer.entity().hasEntity() ? answer.inputStream() : InputStream.nullInputStream();
    }
}
