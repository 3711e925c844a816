import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks for streams, which begin within a second and are then all under way, and prints whether they were complete and
 * in order, and how late events came. One thread, which looks what has come twice a millisecond.
 */
final class Load {

    private static final long PAUSE = 500_000;
    private static final long RAMP = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE = 30;

    private final Selector selector = Selector.open();
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
    private final URI url;
    private final String model;
    private final int streams;
    private final int events;
    private final int[] late;
    private final int[] sentLate;
    private final Map<String, Integer> failures = new TreeMap<>();
    private int arrived;
    private int arrivedWhenAllHadBegun;
    private int begun;
    private int misplaced;
    private int started;
    private int ended;

    private Load(URI url, String model, int streams, int events) throws IOException {
        this.url = url;
        this.model = model;
        this.streams = streams;
        this.events = events;
        late = new int[streams * events];
        sentLate = new int[streams * events];
    }

    /** Arguments are the URL, the model's name, the events a second of a stream, how many streams, and their events. */
    static void main(String[] arguments) throws IOException {
        int events = Integer.parseInt(arguments[4]);
        Load load = new Load(URI.create(arguments[0]), arguments[1], Integer.parseInt(arguments[3]), events);
        load.run(TimeUnit.SECONDS.toNanos(events / Integer.parseInt(arguments[2]) + PATIENCE) + RAMP);
        load.print();
    }

    private void run(long longest) throws IOException {
        long begin = System.nanoTime();
        while (ended < streams && System.nanoTime() < begin + longest) {
            for (; started < streams && begin + RAMP / streams * started <= System.nanoTime(); started++) {
                new Reader(started).start();
            }
            selector.selectNow(key -> ((Reader) key.attachment()).proceed());
            LockSupport.parkNanos(PAUSE);
        }
    }

    private void print() {
        int ok = ended - failures.values().stream().mapToInt(Integer::intValue).sum();
        failures.forEach((reason, count) -> System.out.println(count + " streams: " + reason));
        if (ended < streams) {
            System.out.println((streams - ended) + " streams: not at an end in time");
        }
        System.out.printf(
                "{\"events\":%d,\"ok\":%d,\"events_misplaced\":%d,\"lateness_ms\":%s,\"begun_ms\":%s,\"sent_ms\":%s}%n",
                arrived, ok, misplaced, quantiles(late, 0), quantiles(late, arrivedWhenAllHadBegun), quantiles(sentLate, 0));
    }

    private String quantiles(int[] micros, int from) {
        int[] sorted = Arrays.copyOfRange(micros, from, Math.max(from + 1, arrived));
        Arrays.sort(sorted);
        int last = sorted.length - 1;
        return "{\"p50\":%.3f,\"p99\":%.3f,\"max\":%.3f}"
                .formatted(sorted[last / 2] / 1e3, sorted[(int) (last * 0.99)] / 1e3, sorted[last] / 1e3);
    }

    /** A stream, read as it comes: in chunks, each of any number of lines or parts of them. */
    private final class Reader {

        private final int stream;
        private final StringBuilder frame = new StringBuilder();
        private final StringBuilder line = new StringBuilder(512);
        private SocketChannel channel;
        private boolean chunked;
        private boolean inBody;
        private boolean lastChunk;
        private boolean done;
        private boolean over;
        private int left;
        private int next;

        Reader(int stream) {
            this.stream = stream;
        }

        void start() throws IOException {
            channel = SocketChannel.open().setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            try {
                if (channel.connect(new InetSocketAddress(url.getHost(), url.getPort()))) {
                    ask();
                } else {
                    channel.register(selector, SelectionKey.OP_CONNECT, this);
                }
            } catch (IOException e) {
                end("can't connect: " + e);
            }
        }

        /** Does what the connection is ready for. */
        void proceed() {
            try {
                if (channel.isConnectionPending()) {
                    channel.finishConnect();
                    ask();
                } else if (channel.read(in.clear()) < 0) {
                    end("closed before the end");
                } else {
                    take(in.flip(), System.nanoTime());
                }
            } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
                end("broken: " + e);
            }
        }

        private void ask() throws IOException {
            String prompt = Engines.ASKED + "%06d%06d".formatted(stream, events) + " and so on".repeat(17);
            String body = """
                    {"model":"%s","stream":true,"max_tokens":%d,"messages":[{"role":"user","content":"%s"}]}"""
                    .formatted(model, events, prompt);
            channel.register(selector, SelectionKey.OP_READ, this);
            channel.write(Event.bytes("POST /v1/chat/completions HTTP/1.1\r\nHost: " + url.getAuthority()
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body));
        }

        private void take(ByteBuffer bytes, long now) {
            while (bytes.hasRemaining() && !over) {
                char next = (char) bytes.get();
                StringBuilder text = left > 0 ? line : frame;
                left = Math.max(0, left - 1);
                if (next != '\n') {
                    text.append(next);
                } else if (text == line) {
                    takeLine(now);
                    line.setLength(0);
                } else {
                    takeFrame(frame.toString().strip());
                    frame.setLength(0);
                }
            }
        }

        /** A line of the head, or what stands between the data of two chunks. */
        private void takeFrame(String text) {
            if (!inBody) {
                takeHead(text);
            } else if (!lastChunk && !text.isEmpty()) {
                left = Integer.parseInt(text, 16);
                lastChunk = left == 0;
            } else if (lastChunk && text.isEmpty()) {
                end(done && next == events ? "" : "not complete");
            }
        }

        private void takeHead(String text) {
            chunked |= text.equalsIgnoreCase("transfer-encoding: chunked");
            inBody = text.isEmpty();
            if (text.startsWith("HTTP/") && !text.contains(" 200")) {
                end("answered with " + text);
            } else if (inBody && !chunked) {
                end("not in chunks");
            }
        }

        private void takeLine(long now) {
            int stamp = Event.stampIn(line);
            if (stamp < 0) {
                done |= line.indexOf("data: [DONE]") == 0;
            } else if (next < events && Event.stream(line, stamp) == stream && Event.number(line, stamp) == next) {
                long due = Event.due(line, stamp);
                late[arrived] = (int) ((now - due) / 1000);
                sentLate[arrived++] = (int) ((Event.sent(line, stamp) - due) / 1000);
                if (next++ == 0 && ++begun == streams) {
                    arrivedWhenAllHadBegun = arrived;
                }
            } else {
                misplaced++;
                end("an event in a wrong place");
            }
        }

        /** Notes what came of it; an empty reason is none to complain of. */
        private void end(String reason) {
            if (!over) {
                over = true;
                ended++;
                if (!reason.isEmpty()) {
                    failures.merge(reason, 1, Integer::sum);
                }
                close();
            }
        }

        private void close() {
            try {
                channel.close();
            } catch (IOException e) {
                System.out.println("stream " + stream + " can't be closed: " + e);
            }
        }
    }
}
