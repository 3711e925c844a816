package io.smg.sim.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Chats whose turns come as a Poisson process, each on a connection of its own and whether or not others have been
 * answered.
 */
public final class ChatLoad {

    /** Turns before the mix of beginnings and continuations is a steady one, and turns that it is then taken from. */
    private static final int UNSTEADY = 2_000;

    private static final int SAMPLE = 5_000;
    private static final double NANOS_A_SECOND = 1e9;

    private final ChatOptions options;
    private final LoadOptions asking;
    private final Chats chats;
    private final Random random;
    private final double rate;
    private final List<Asker> counted = new ArrayList<>();

    private ChatLoad(ChatOptions options) {
        this.options = options;
        asking = new LoadOptions(
                options.url(),
                options.model(),
                1,
                0,
                options.duration(),
                options.warmup(),
                0,
                0,
                true,
                options.outputTokens(),
                Optional.empty(),
                options.timeout(),
                Optional.empty());
        chats = new Chats(options.seed());
        random = new Random(options.seed());
        rate = options.share() * options.engines() / secondsOfWork(options);
    }

    /** Makes load, and tells what became of it. */
    public static Summary run(ChatOptions options) throws InterruptedException {
        return new ChatLoad(options).run();
    }

    /** The mean time that a turn would take an engine which has computed all before it. */
    private static double secondsOfWork(ChatOptions options) {
        Chats sample = new Chats(options.seed());
        double tokens = Stream.generate(sample::next)
                .skip(UNSTEADY)
                .limit(SAMPLE)
                .mapToInt(ChatTurn::newTokens)
                .average()
                .orElseThrow();
        return options.prefillStart().toNanos() / NANOS_A_SECOND + tokens / options.prefillRate();
    }

    private Summary run() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        long start = System.nanoTime();
        long begin = start + options.warmup().toNanos();
        long end = begin + options.duration().toNanos();
        for (long due = start + pause(); due < end; due += pause()) {
            byte[] request = request(chats.next());
            Asker asker = new Asker(asking, () -> request);
            if (due >= begin) {
                counted.add(asker);
            }
            await(due);
            threads.add(askAt(due, asker));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Tally all = new Tally();
        counted.forEach(asker -> all.add(asker.tally()));
        return new Summary(all, options.duration().toNanos());
    }

    private static Thread askAt(long due, Asker asker) {
        return Thread.ofVirtual().name("chat").start(() -> {
            try (asker) {
                asker.ask(due);
            }
        });
    }

    private long pause() {
        return Math.round(-Math.log(1 - random.nextDouble()) / rate * NANOS_A_SECOND);
    }

    private byte[] request(ChatTurn turn) {
        String body =
                "{\"model\":\"" + options.model() + "\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                        + "\"max_tokens\":" + options.outputTokens() + ",\"messages\":" + turn.messages() + "}";
        String head =
                "POST /v1/chat/completions HTTP/1.1\r\nHost: " + options.url().getRawAuthority()
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    private static void await(long due) {
        for (long rest = due - System.nanoTime(); rest > 0; rest = due - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
    }
}
