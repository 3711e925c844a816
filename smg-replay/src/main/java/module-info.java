/** The command {@code smg replay}: what a routing policy would have made of a trace. */
@org.jspecify.annotations.NullMarked
module io.smg.replay {
    requires static org.jspecify;
    requires info.picocli;
    requires io.smg.api;
    requires tools.jackson.core;

    provides io.smg.api.Subcommand with
            io.smg.replay.ReplayCommand;
}
