package io.smg.sim.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks one question after another over one connection, which it makes anew when it is gone. For one thread. */
final class Asker implements AutoCloseable {

    private final LoadOptions options;
    private final Supplier<byte[]> question;
    private final StreamCheck check;
    private Tally tally = new Tally();
    private @Nullable Socket socket;
    private @Nullable AnswerInput in;

    /**
     * An asker without a connection.
     *
     * @param options where it asks, and how
     * @param question gives the bytes of each next request
     */
    Asker(LoadOptions options, Supplier<byte[]> question) {
        this.options = options;
        this.question = question;
        this.check = new StreamCheck(options.events());
    }

    /** What became of its requests. */
    Tally tally() {
        return tally;
    }

    /** Forgets what became of them so far. */
    void forget() {
        tally = new Tally();
    }

    /**
     * Asks, and reads the answer to its end.
     *
     * @param start when that was to happen, on the scale of {@link System#nanoTime}
     */
    void ask(long start) {
        Outcome outcome = outcome(start);
        tally.add(outcome);
        if (outcome == Outcome.OK) {
            tally.latency.add(System.nanoTime() - start);
        } else {
            close();
        }
    }

    private Outcome outcome(long start) {
        try {
            AnswerInput answer = connected();
            try {
                return exchange(answer, start);
            } catch (SocketTimeoutException e) {
                return Outcome.TIMEOUT;
            } catch (IOException e) {
                return Outcome.TORN;
            }
        } catch (IOException e) {
            return Outcome.CONNECT;
        }
    }

    private AnswerInput connected() throws IOException {
        AnswerInput open = in;
        if (open != null) {
            return open;
        }
        Socket fresh = new Socket();
        socket = fresh;
        fresh.setTcpNoDelay(true);
        fresh.setSoTimeout(Math.toIntExact(options.timeout().toMillis()));
        fresh.connect(
                new InetSocketAddress(options.url().getHost(), options.url().getPort()),
                Math.toIntExact(options.timeout().toMillis()));
        AnswerInput input = new AnswerInput(fresh.getInputStream());
        in = input;
        return input;
    }

    private Outcome exchange(AnswerInput answer, long start) throws IOException {
        Objects.requireNonNull(socket).getOutputStream().write(question.get());
        int status = answer.head();
        tally.firstByte.add(System.nanoTime() - start);
        if (status != 200) {
            return Outcome.STATUS;
        }
        boolean closes = answer.closes();
        boolean right = options.streams() ? check.read(answer, tally) : isCompletion(answer);
        if (closes) {
            close();
        }
        return right ? Outcome.OK : Outcome.WRONG;
    }

    private static boolean isCompletion(AnswerInput answer) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
        for (int next = answer.next(); next >= 0; next = answer.next()) {
            body.write(next);
        }
        String text = body.toString(StandardCharsets.UTF_8);
        return text.startsWith("{") && text.endsWith("}") && text.contains("\"finish_reason\"");
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        in = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            tally.add(Outcome.TORN);
        }
    }
}
