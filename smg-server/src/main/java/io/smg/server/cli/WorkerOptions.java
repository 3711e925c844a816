package io.smg.server.cli;

import static io.smg.server.cli.Group.DISCOVERY;
import static io.smg.server.cli.Group.WORKERS;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The part of the table that is about workers: who they are, and how they are reached. */
final class WorkerOptions {

    private static final List<Option<?>> ROWS = new ArrayList<>();

    static final Option<URI> WORKER_URLS = row(Option.several(
            "worker-urls",
            WORKERS,
            Syntax.WORKER_URL,
            "Where the workers are, one URL or more. Required unless they are found or added in another way."));

    static final Option<Boolean> ENABLE_IGW = row(Option.flag(
            "enable-igw", WORKERS, "Start without workers if need be; they are added over HTTP, with POST /workers."));

    static final Option<Boolean> SERVICE_DISCOVERY =
            row(Option.flag("service-discovery", DISCOVERY, "Take pods of a Kubernetes cluster for workers."));

    static final Option<Pair> SELECTOR = row(Option.several(
            "selector",
            DISCOVERY,
            Syntax.SELECTOR,
            "The labels that these pods have, all of them. Required with --service-discovery."));

    static final Option<String> SERVICE_DISCOVERY_NAMESPACE = row(Option.one(
            "service-discovery-namespace",
            DISCOVERY,
            Syntax.NAMESPACE,
            "The namespace that they are in; * for all namespaces. Default: the gateway's own."));

    static final Option<Integer> SERVICE_DISCOVERY_PORT = row(Option.one(
                    "service-discovery-port",
                    DISCOVERY,
                    Syntax.wholeNumber(1, 65_535),
                    "The port that they listen on, unless their annotation smg.ai/worker-ports says otherwise.")
            .or("8000"));

    static final Option<String> MODEL_ID_FROM = row(Option.one(
            "model-id-from",
            DISCOVERY,
            Syntax.MODEL_ID_SOURCE,
            "What names the model that a pod serves. Default: the worker in it is asked."));

    static final Option<Path> CLIENT_CERT = row(Option.one(
            "client-cert-path",
            WORKERS,
            Syntax.PATH,
            "The PEM file of the certificate that workers see, and its chain. Read again when it changes."));

    static final Option<Path> CLIENT_KEY =
            row(Option.one("client-key-path", WORKERS, Syntax.PATH, "The PEM file of the certificate's private key."));

    static final Option<Path> CA_CERT = row(Option.several(
                    "ca-cert-path",
                    WORKERS,
                    Syntax.PATH,
                    "PEM files of authorities that vouch for workers, beside the system's. Read again when they change.")
            .alias("--ca-cert-paths"));

    static final Option<Path> WORKER_KEY_FILE = row(Option.one(
            "worker-api-key-file",
            WORKERS,
            Syntax.PATH,
            "The file of the key that workers ask for; not for those that are added over HTTP."));

    static final Option<String> WORKER_ALLOW = row(Option.several(
            "worker-allow",
            WORKERS,
            Syntax.PLACE,
            "Where workers may be that are added over HTTP: addresses, ranges, or suffixes of names as .svc.local."
                    + " Default: anywhere but where clouds keep credentials."));

    private WorkerOptions() {}

    /** These options, in the order of the help text. */
    static List<Option<?>> all() {
        return Collections.unmodifiableList(ROWS);
    }

    private static <T> Option<T> row(Option<T> option) {
        ROWS.add(option);
        return option;
    }
}
