import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Engines, one a port, that take little of the cores they share with a gateway: one thread, which sends once a
 * millisecond what has fallen due. A stream gets its events in the same millisecond of each period.
 */
final class Engines {

    /** What precedes the number of a stream and how many events it shall have, in a prompt. */
    static final String ASKED = "stream and events: ";

    private static final long MILLISECOND = 1_000_000;
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final Selector selector = Selector.open();
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
    private final String model;
    private final Event event;
    private final List<List<Connection>> streams;
    private final long epoch = System.nanoTime();
    private long tick;

    private Engines(String model, int period) throws IOException {
        this.model = model;
        event = new Event(model);
        streams = Stream.generate(() -> (List<Connection>) new ArrayList<Connection>()).limit(period).toList();
    }

    /** Arguments are how many, the model's name, and the events a second of a stream. */
    static void main(String[] arguments) throws IOException {
        Engines engines = new Engines(arguments[1], 1000 / Integer.parseInt(arguments[2]));
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            engines.open();
        }
        engines.run();
    }

    private void open() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0), 4096);
        server.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
        System.out.println("engine http://127.0.0.1:" + server.socket().getLocalPort() + " ready");
    }

    private void run() throws IOException {
        while (true) {
            if (streams.stream().allMatch(List::isEmpty)) {
                selector.select(this::handle);
                tick = Math.max(tick, (System.nanoTime() - epoch) / MILLISECOND);
            }
            LockSupport.parkNanos(due() - System.nanoTime());
            for (; due() <= System.nanoTime(); tick++) {
                current().removeIf(stream -> !stream.goOn());
            }
            selector.selectNow(this::handle);
        }
    }

    private long due() {
        return epoch + tick * MILLISECOND;
    }

    private List<Connection> current() {
        return streams.get((int) (tick % streams.size()));
    }

    private void handle(SelectionKey key) {
        if (key.attachment() instanceof Connection connection) {
            connection.read();
        } else {
            accept((ServerSocketChannel) key.channel());
        }
    }

    private void accept(ServerSocketChannel server) {
        try {
            SocketChannel channel = server.accept();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
        } catch (IOException e) {
            System.out.println("can't accept a connection: " + e);
        }
    }

    /** A connection of a gateway, and the stream that it gets. */
    private final class Connection {

        private final SocketChannel channel;
        private String unread = "";
        private long stream;
        private long events;
        private long next;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void read() {
            try {
                if (channel.read(in.clear()) < 0) {
                    channel.close();
                    return;
                }
                unread += ISO_8859_1.decode(in.flip());
                int body = unread.indexOf("\r\n\r\n") + 4;
                if (body >= 4 && unread.length() >= body + contentLength(unread.substring(0, body))) {
                    answer(unread);
                    unread = "";
                }
            } catch (IOException e) {
                drop(e);
            }
        }

        private static int contentLength(String head) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                    .findAny()
                    .orElse(0);
        }

        private void answer(String request) throws IOException {
            int asked = request.indexOf(ASKED) + ASKED.length();
            if (asked >= ASKED.length()) {
                stream = Event.number(request, asked, Event.COUNT);
                events = Event.number(request, asked + Event.COUNT, Event.COUNT);
                next = 0;
                send(Event.bytes(HEAD));
                current().add(this);
            } else if (request.startsWith("GET /health ")) {
                send("200 OK", "{}");
            } else if (request.startsWith("GET /v1/models ")) {
                send("200 OK", """
                        {"object":"list","data":[{"id":"%s","object":"model"}]}""".formatted(model));
            } else {
                send("404 Not Found", "{}");
            }
        }

        private void send(String status, String json) throws IOException {
            send(Event.bytes("HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(status, json.length(), json)));
        }

        /** Sends what is due, and tells whether there is more. */
        boolean goOn() {
            boolean more = next < events;
            try {
                send(more ? event.stamped(stream, next++, due(), System.nanoTime()) : Event.last(model, events));
                return more;
            } catch (IOException e) {
                drop(e);
                return false;
            }
        }

        private void send(ByteBuffer out) throws IOException {
            channel.write(out);
            if (out.hasRemaining()) {
                throw new IOException("the gateway has left so much unread that no more fits");
            }
        }

        private void drop(IOException reason) {
            System.out.println("stream " + stream + " is broken off: " + reason);
            try {
                channel.close();
            } catch (IOException e) {
                System.out.println("stream " + stream + " can't be closed: " + e);
            }
        }
    }
}
