package io.smg.sim;

import io.smg.sim.engine.Engine;
import io.smg.sim.engine.EngineConfig;
import io.smg.sim.engine.RequestIds;
import io.smg.sim.engine.Timing;
import io.smg.sim.time.Durations;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** The command {@code engine}: simulated engines until the program is ended. */
final class EngineCommand extends Command {

    EngineCommand() {
        super("Runs simulated engines, and prints a line for each once it answers.");
        option("--host", String.class, "127.0.0.1", "the address to listen on");
        option("--port", Integer.class, "0", "the first engine's port, the next ones have the next; 0: any free ones");
        option("--count", Integer.class, "1", "how many engines");
        option("--model", String.class, "sim", "the model that they serve");
        option("--prefill-start", Durations::parse, "20ms", "what a prefill takes at least");
        option("--prefill-rate", Double.class, "8000", "tokens prefilled a second; 0: at once");
        option("--token-ms", Double.class, "12", "milliseconds of a token");
        option("--batch-ms", Double.class, "0.4", "milliseconds that each running request adds to a token");
        flag("--instant", "answers take no time: --prefill-start, --prefill-rate, --token-ms and --batch-ms are 0");
        option("--max-running", Integer.class, "256", "how many requests run at once in an engine");
        option("--max-prefilling", Integer.class, "256", "how many of them are prefilled at once; real engines: 1");
        option("--max-queue", Integer.class, "100000", "how many more may wait; further ones get 503");
        option("--cache-blocks", Integer.class, "4096", "blocks in an engine's prefix cache");
        option("--block-tokens", Integer.class, "16", "tokens of a block, at four bytes a token");
        option("--output-tokens", Integer.class, "16", "tokens of an answer when the request sets no maximum");
    }

    @Override
    @SuppressWarnings("SystemOut") // the command's answer
    public Integer call() throws IOException, InterruptedException {
        EngineConfig config = config();
        RequestIds ids = new RequestIds();
        int port = value("--port", Integer.class);
        for (int i = 0; i < value("--count", Integer.class); i++) {
            Engine engine = new Engine(
                    new InetSocketAddress(value("--host", String.class), port == 0 ? 0 : port + i), config, ids);
            System.out.println("engine " + engine.url() + " ready");
        }
        new CountDownLatch(1).await();
        return 0;
    }

    private EngineConfig config() {
        return new EngineConfig(
                value("--model", String.class),
                isSet("--instant") ? Timing.NONE : timing(),
                value("--max-running", Integer.class),
                value("--max-prefilling", Integer.class),
                value("--max-queue", Integer.class),
                value("--cache-blocks", Integer.class),
                value("--block-tokens", Integer.class),
                value("--output-tokens", Integer.class));
    }

    private Timing timing() {
        return new Timing(
                value("--prefill-start", Duration.class),
                value("--prefill-rate", Double.class),
                milliseconds("--token-ms"),
                milliseconds("--batch-ms"));
    }

    private Duration milliseconds(String option) {
        return Duration.ofNanos(Math.round(value(option, Double.class) * 1e6));
    }
}
