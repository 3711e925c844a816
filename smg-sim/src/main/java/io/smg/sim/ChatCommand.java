package io.smg.sim;

import io.smg.sim.load.ChatLoad;
import io.smg.sim.load.ChatOptions;
import io.smg.sim.load.Summary;
import io.smg.sim.time.Durations;
import java.net.URI;
import java.time.Duration;

/** The command {@code chat}: conversations of many turns, as a Poisson process. */
final class ChatCommand extends Command {

    ChatCommand() {
        super("Chats with applications, and says how long the first byte of an answer took.");
        option("--url", URI::create, "http://127.0.0.1:30000", "where requests go");
        option("--model", String.class, "sim", "the model that is asked for");
        option("--seed", Long.class, "1", "what chats and times come of");
        option("--share", Double.class, "0.7", "the share of the engines' capacity that is asked for");
        option("--engines", Integer.class, "4", "how many engines there are");
        option("--prefill-start", Durations::parse, "20ms", "what a prefill takes there at least");
        option("--prefill-rate", Double.class, "8000", "tokens prefilled a second there");
        option("--duration", Durations::parse, "60s", "how long it goes on");
        option("--warmup", Durations::parse, "0s", "for how long before that nothing is counted");
        option("--output-tokens", Integer.class, "32", "how many tokens an answer has");
        option("--timeout", Durations::parse, "60s", "how long nothing may arrive");
        flag("--json", "print the summary as JSON");
    }

    @Override
    @SuppressWarnings("SystemOut") // the command's answer
    public Integer call() throws InterruptedException {
        Summary summary = ChatLoad.run(options());
        System.out.println(isSet("--json") ? summary.json() : summary.text().stripTrailing());
        return summary.isRight() ? 0 : 1;
    }

    private ChatOptions options() {
        return new ChatOptions(
                value("--url", URI.class),
                value("--model", String.class),
                value("--seed", Long.class),
                value("--share", Double.class),
                value("--engines", Integer.class),
                value("--prefill-start", Duration.class),
                value("--prefill-rate", Double.class),
                value("--duration", Duration.class),
                value("--warmup", Duration.class),
                value("--output-tokens", Integer.class),
                value("--timeout", Duration.class));
    }
}
