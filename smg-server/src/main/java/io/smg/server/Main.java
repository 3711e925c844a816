package io.smg.server;

import io.smg.api.RoutingPolicyProvider;
import io.smg.api.Subcommand;
import io.smg.api.WorkerDiscovery;
import io.smg.server.cli.Invocation;
import io.smg.server.cli.Settings;
import io.smg.server.cli.SmgCommand;
import io.smg.server.cli.UsageException;
import io.smg.server.config.GatewayConfig;
import io.smg.server.config.UnusableFileException;
import io.smg.server.ingress.ListenException;
import io.smg.server.observe.Event;
import io.smg.server.observe.Logs;
import io.smg.server.routing.PluginException;
import io.smg.server.routing.Policies;
import io.smg.server.routing.Router;
import io.smg.server.worker.Discoveries;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The program {@code smg}. It ends with 0 when it was told to stop, with 2 when what it was given is no use, and with 1
 * when what it needs is not to be had.
 */
public final class Main {

    private static final System.Logger LOG = System.getLogger(Main.class.getName());

    private static final AtomicBoolean TOLD_TO_STOP = new AtomicBoolean();

    private static final String UNNECESSARY =
            "--eviction-interval is not necessary: the index is kept within its bound at every insertion";

    private static final String CACHE_PASSED_OVER =
            "{0} does not fit this JVM or its options and is not used: the start and"
                    + " the first requests take longer";

    private static final int UNUSABLE = 1;
    private static final int USAGE = 2;

    private Main() {}

    /**
     * Runs the gateway until it is told to stop.
     *
     * @param args the command line
     */
    public static void main(String[] args) throws InterruptedException {
        try {
            run(SmgCommand.parse(args, System.getenv()));
        } catch (UsageException e) {
            fail(USAGE, e);
        } catch (PluginException | ListenException | UnusableFileException | UnusableLogException e) {
            fail(UNUSABLE, e);
        }
    }

    @SuppressWarnings("SystemOut") // the command's answer
    private static void run(Invocation invocation) throws InterruptedException {
        switch (invocation) {
            case Invocation.Print(String text) -> System.out.print(text);
            case Invocation.Check(GatewayConfig config, Settings settings, String text) -> {
                router(config, settings).close();
                discovery(config, settings).ifPresent(WorkerDiscovery::close);
                Gateway.check(config);
                System.out.print(text);
            }
            case Invocation.Delegate(Subcommand command, List<String> arguments, List<Path> pluginPath) ->
                System.exit(command.run(arguments, path -> Policies.load(path.isEmpty() ? pluginPath : path)
                        .providers()));
            case Invocation.Run(GatewayConfig config, Settings settings) -> {
                Logs.configure(config.log());
                config.policy()
                        .evictionInterval()
                        .ifPresent(interval -> LOG.log(System.Logger.Level.INFO, UNNECESSARY));
                AotCache.passedOver()
                        .ifPresent(cache -> LOG.log(System.Logger.Level.WARNING, CACHE_PASSED_OVER, cache));
                HelidonSettings.fix();
                serve(new Gateway(config, router(config, settings), discovery(config, settings)));
            }
        }
    }

    private static Router router(GatewayConfig config, Settings settings) {
        Policies policies = Policies.load(config.pluginPath());
        RoutingPolicyProvider policy =
                policies.find(config.policy().name()).orElseThrow(() -> settings.policyNotInstalled(policies.names()));
        try {
            return new Router(policy, config.policy().options());
        } catch (IllegalArgumentException e) {
            throw settings.policyRefused(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<WorkerDiscovery> discovery(GatewayConfig config, Settings settings) {
        return config.kubernetes()
                .map(pods -> Discoveries.kubernetes(pods).orElseThrow(settings::discoveryNotInstalled));
    }

    private static void serve(Gateway gateway) throws InterruptedException {
        BlockingQueue<String> signals = new ArrayBlockingQueue<>(1);
        stopOn("TERM", signals);
        stopOn("INT", signals);
        Signals.on("HUP", gateway::readAgain);
        try (gateway) {
            gateway.start();
            String signal = signals.take();
            LOG.log(System.Logger.Level.INFO, "stopping on SIG{0}", signal, Event.STOPPING);
            if (!(signal.equals("INT") && gateway.isQuiet())) {
                gateway.settle();
            }
        }
        LOG.log(System.Logger.Level.INFO, "stopped", Event.STOPPED);
        System.exit(0);
    }

    /** The first signal lets running requests finish, a second one ends the process now. */
    private static void stopOn(String signal, BlockingQueue<String> signals) {
        Signals.on(signal, () -> {
            if (!TOLD_TO_STOP.compareAndSet(false, true)) {
                Runtime.getRuntime().halt(UNUSABLE);
            }
            signals.add(signal);
        });
    }

    @SuppressWarnings("SystemOut") // one line for the person at the command line, before there is a log
    private static void fail(int status, RuntimeException cause) {
        System.err.println("smg: " + cause.getMessage());
        System.exit(status);
    }
}
