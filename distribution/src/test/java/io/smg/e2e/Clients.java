package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Clients of a gateway, each on a thread of its own, that ask for completions until they are stopped. */
final class Clients implements AutoCloseable {

    /** A short answer. */
    static final String QUESTION = question(false, 2);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final int requests;
    private final long pauseNanos;
    private final long begun = System.nanoTime();
    private final List<Thread> threads;
    private volatile boolean stopped;

    private Clients(URI gateway, int clients, int requests, double perSecond, String body, String... fields) {
        this.request = HttpRequest.newBuilder(gateway.resolve("/v1/chat/completions"))
                .headers(with("Content-Type", "application/json", fields))
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(body))
                .build();
        this.requests = requests;
        this.pauseNanos = perSecond <= 0 ? 0 : (long) (1e9 * clients / perSecond);
        this.threads = IntStream.range(0, clients)
                .mapToObj(i -> Thread.ofVirtual().unstarted(() -> askFrom(begun + i * pauseNanos / clients)))
                .toList();
    }

    /** A chat request of so many tokens. */
    static String question(boolean stream, int tokens) {
        return """
        {"model": "%s", "stream": %s, "max_tokens": %d, "messages": [{"role": "user", "content": "Well?"}]}\
        """.formatted(Deployment.MODEL, stream, tokens);
    }

    /**
     * Sends so many requests as fast as so many clients can.
     *
     * @param fields names and values of further header fields, in turn
     */
    static Tally ask(URI gateway, int clients, int requests, String body, String... fields)
            throws InterruptedException {
        Clients all = new Clients(gateway, clients, requests, 0, body, fields);
        all.threads.forEach(Thread::start);
        return all.await();
    }

    /** Starts clients that send so many requests a second together; what they are late with they make up for. */
    static Clients start(URI gateway, int clients, double perSecond, String body) {
        Clients all = new Clients(gateway, clients, Integer.MAX_VALUE, perSecond, body);
        all.threads.forEach(Thread::start);
        return all;
    }

    /**
     * Starts clients that send one request each.
     *
     * @param fields names and values of further header fields, in turn
     */
    static Clients startOnce(URI gateway, int clients, String body, String... fields) {
        Clients all = new Clients(gateway, clients, clients, 0, body, fields);
        all.threads.forEach(Thread::start);
        return all;
    }

    /** How many requests have been sent so far. */
    int sent() {
        return Math.min(sent.get(), requests);
    }

    /** How many requests have been answered or have failed so far. */
    int done() {
        return latencies.size();
    }

    /** Waits until so many requests have been answered or have failed. */
    void awaitDone(int count) {
        await(() -> done() >= count, count + " requests done");
    }

    /** Waits until so many requests have been sent, and no client is late: they have sent as many a second as they should. */
    void awaitSentOnTime(int count) {
        await(() -> sent() >= count && late() <= threads.size(), count + " requests sent on time");
    }

    private long late() {
        return (System.nanoTime() - begun) * threads.size() / pauseNanos - sent();
    }

    private void await(BooleanSupplier claim, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!claim.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("%s; %s are sent, %s done", what, sent(), done())
                    .isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** Lets each client finish its request, and counts. */
    Tally stop() throws InterruptedException {
        stopped = true;
        return await();
    }

    @Override
    public void close() {
        stopped = true;
        http.shutdownNow();
    }

    private static String[] with(String name, String value, String... fields) {
        return Stream.concat(Stream.of(name, value), Stream.of(fields)).toArray(String[]::new);
    }

    private Tally await() throws InterruptedException {
        for (Thread thread : threads) {
            assertThat(thread.join(PATIENCE)).as("a client has its answer").isTrue();
        }
        http.shutdownNow();
        return new Tally(outcomes, List.copyOf(latencies));
    }

    private void askFrom(long first) {
        long next = first;
        while (isDue(next) && sent.getAndIncrement() < requests) {
            next += pauseNanos;
            ask();
        }
    }

    /** Waits for that time; false if no more is to be sent then. */
    private boolean isDue(long time) {
        for (long wait = time - System.nanoTime(); wait > 0 && !stopped; wait = time - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
        return !stopped;
    }

    private void ask() {
        long start = System.nanoTime();
        String outcome = outcome();
        latencies.add(System.nanoTime() - start);
        outcomes.merge(outcome, 1, Integer::sum);
    }

    private String outcome() {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            boolean torn = answer.body().contains("upstream_broken");
            return torn ? "torn" : String.valueOf(answer.statusCode());
        } catch (ConnectException e) {
            return "refused";
        } catch (IOException e) {
            return "torn";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
