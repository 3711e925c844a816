package io.smg.sim;

import io.smg.sim.load.Load;
import io.smg.sim.load.LoadOptions;
import io.smg.sim.load.Summary;
import io.smg.sim.time.Durations;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The command {@code load}: requests, and whether all were answered as they should be. */
final class LoadCommand extends Command {

    LoadCommand() {
        super("Sends chat requests, and ends with 0 if every answer was right, else with 1.");
        option("--url", URI::create, "http://127.0.0.1:30000", "where they go");
        option("--model", String.class, "sim", "the model that is asked for");
        option("--connections", Integer.class, "1", "how many connections ask, one request each at a time");
        option("--rate", Double.class, "0", "requests a second on those connections; 0: as fast as answers come");
        option("--duration", Durations::parse, "10s", "how long it goes on");
        option("--warmup", Durations::parse, "0s", "for how long before that nothing is counted");
        option("--requests", Integer.class, "0", "how many requests at most; 0: no bound");
        option("--prompt-bytes", Integer.class, "256", "how long the prompt is");
        flag("--streams", "ask for streams");
        option("--events", Integer.class, "0", "how many tokens to ask for; 0: as many as the engine likes");
        option("--events-per-second", Double.class, "0", "the pace that is asked of the engine; 0: its own");
        option("--timeout", Durations::parse, "30s", "how long nothing may arrive");
        option("--key", String.class, "", "an API key");
        flag("--json", "print the summary as JSON");
    }

    @Override
    @SuppressWarnings("SystemOut") // the command's answer
    public Integer call() throws InterruptedException {
        Summary summary = Load.run(options());
        System.out.println(isSet("--json") ? summary.json() : summary.text().stripTrailing());
        return summary.isRight() ? 0 : 1;
    }

    private LoadOptions options() {
        return new LoadOptions(
                value("--url", URI.class),
                value("--model", String.class),
                value("--connections", Integer.class),
                value("--rate", Double.class),
                value("--duration", Duration.class),
                value("--warmup", Duration.class),
                value("--requests", Integer.class),
                value("--prompt-bytes", Integer.class),
                isSet("--streams"),
                value("--events", Integer.class),
                pace(value("--events-per-second", Double.class)),
                value("--timeout", Duration.class),
                Optional.of(value("--key", String.class)).filter(key -> !key.isEmpty()));
    }

    private static Optional<Duration> pace(double eventsPerSecond) {
        return eventsPerSecond == 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.round(1e9 / eventsPerSecond)));
    }
}
