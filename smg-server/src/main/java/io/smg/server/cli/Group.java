package io.smg.server.cli;

/** Options that belong together, in the order of the help text, with the places where they can be given. */
enum Group {
    WORKERS("Workers", Reach.EVERYWHERE),
    DISCOVERY("Workers in Kubernetes", Reach.EVERYWHERE),
    ROUTING("Routing", Reach.EVERYWHERE),
    LISTENER("Listener", Reach.EVERYWHERE),
    REQUESTS("Requests", Reach.EVERYWHERE),
    ADMISSION("Admission", Reach.EVERYWHERE),
    FAILURES("Retries and circuit breakers", Reach.EVERYWHERE),
    HEALTH("Health checks", Reach.EVERYWHERE),
    OBSERVING("Metrics and logs", Reach.EVERYWHERE),
    CONFIGURATION("Configuration", Reach.ENVIRONMENT),
    INFORMATION("Information", Reach.COMMAND_LINE);

    /** How far from the command line an option can still be given; each place includes those before it. */
    enum Reach {
        COMMAND_LINE,
        ENVIRONMENT,
        EVERYWHERE
    }

    private final String heading;
    private final Reach reach;

    Group(String heading, Reach reach) {
        this.heading = heading;
        this.reach = reach;
    }

    /** What stands above the options in the help text. */
    String heading() {
        return heading;
    }

    /** Whether the options can be environment variables. */
    boolean inEnvironment() {
        return reach.compareTo(Reach.ENVIRONMENT) >= 0;
    }

    /** Whether the options can stand in a configuration file. */
    boolean inFile() {
        return reach == Reach.EVERYWHERE;
    }
}
