package io.smg.server.cli;

import static io.smg.server.cli.Group.LISTENER;

import io.smg.server.config.AddressRange;
import io.smg.server.config.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The part of the table that is about the port of the clients, its keys, and its end. */
final class ListenerOptions {

    private static final List<Option<?>> ROWS = new ArrayList<>();

    static final Option<String> HOST =
            row(Option.one("host", LISTENER, Syntax.HOST, "The address or name to listen on.")
                    .or("127.0.0.1"));

    static final Option<Integer> PORT = row(
            Option.one("port", LISTENER, Syntax.wholeNumber(0, 65_535), "The port to listen on; 0 picks a free one.")
                    .or("30000"));

    static final Option<Secret> API_KEY = row(Option.one(
            "api-key",
            LISTENER,
            Syntax.SECRET,
            "The key that clients must show. bin/smg and SMG_API_KEY keep it out of the process list."));

    static final Option<Path> API_KEY_FILE = row(
            Option.one(
                    "api-key-file",
                    LISTENER,
                    Syntax.PATH,
                    "A file of further keys, one a line, perhaps with a name and a colon in front. Read again when it changes."));

    static final Option<Path> TLS_CERT = row(Option.one(
            "tls-cert-path",
            LISTENER,
            Syntax.PATH,
            "The PEM file of the certificate that clients see, and its chain. Read again when it changes."));

    static final Option<Path> TLS_KEY =
            row(Option.one("tls-key-path", LISTENER, Syntax.PATH, "The PEM file of the certificate's private key."));

    static final Option<Duration> HEADER_TIMEOUT = row(Option.one(
                    "header-timeout-secs",
                    LISTENER,
                    Syntax.seconds(1),
                    "How long the head of a request may take, and a TLS handshake.")
            .or("10"));

    static final Option<Duration> BODY_TIMEOUT = row(Option.one(
                    "body-timeout-secs",
                    LISTENER,
                    Syntax.seconds(1),
                    "How long a request's body may take, unless it comes at 1 KiB a second.")
            .or("30"));

    static final Option<Duration> IDLE_TIMEOUT = row(Option.one(
                    "idle-timeout-secs",
                    LISTENER,
                    Syntax.seconds(1),
                    "How long a connection may be silent between two requests.")
            .or("60"));

    static final Option<Integer> MAX_CONNECTIONS = row(Option.one(
            "max-connections",
            LISTENER,
            Syntax.wholeNumber(1, Integer.MAX_VALUE),
            "How many clients may be connected at once. Default: as many as the open files allow."));

    static final Option<AddressRange> TRUSTED_PROXIES = row(Option.several(
            "trusted-proxies",
            LISTENER,
            Syntax.ADDRESSES,
            "The proxies whose X-Forwarded-* fields are believed, addresses or ranges."));

    static final Option<String> CORS_ORIGINS = row(Option.several(
            "cors-allowed-origins",
            LISTENER,
            Syntax.ORIGIN,
            "The web pages that may ask from a browser, by their origins. Default: all."));

    static final Option<Duration> SHUTDOWN_GRACE_PERIOD = row(Option.one(
                    "shutdown-grace-period-secs",
                    LISTENER,
                    Syntax.seconds(0),
                    "How long running requests may take once the gateway is told to stop.")
            .or("180"));

    static final Option<Duration> DRAIN_SETTLE = row(Option.one(
                    "drain-settle-secs",
                    LISTENER,
                    Syntax.seconds(0),
                    "How long new requests are still served then, as a part of the grace period.")
            .or("5"));

    private ListenerOptions() {}

    /** These options, in the order of the help text. */
    static List<Option<?>> all() {
        return Collections.unmodifiableList(ROWS);
    }

    private static <T> Option<T> row(Option<T> option) {
        ROWS.add(option);
        return option;
    }
}
