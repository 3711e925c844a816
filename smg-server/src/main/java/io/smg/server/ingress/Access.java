package io.smg.server.ingress;

import io.smg.server.config.AddressRange;
import io.smg.server.config.ApiKey;
import io.smg.server.config.KeyFile;
import io.smg.server.config.ListenerConfig;
import io.smg.server.credentials.Tls;
import io.smg.server.credentials.Watched;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** What the listener shows to clients, and what it asks of them, out of files that may change. Thread-safe. */
final class Access {

    private final boolean asksForKeys;
    private final List<ApiKey> fixedKeys;
    private final List<AddressRange> proxies;
    private final Optional<Watched<List<ApiKey>>> keyFile;
    private final Optional<Watched<SSLContext>> tls;

    /**
     * Reads the files.
     *
     * @throws io.smg.server.config.UnusableFileException if one of them is no use
     */
    Access(ListenerConfig config, InstantSource now) {
        this.asksForKeys = config.asksForKeys();
        this.fixedKeys = config.apiKeys();
        this.proxies = config.edge().trustedProxies();
        this.keyFile = config.edge().apiKeyFile().map(Access::watched);
        this.tls = config.edge().tls().map(files -> Tls.ofListener(files, now));
    }

    /** Whether clients must show a key. */
    boolean asksForKeys() {
        return asksForKeys;
    }

    /** The keys that open the door now. */
    List<ApiKey> keys() {
        return keyFile.map(Watched::get)
                .map(read -> Stream.concat(fixedKeys.stream(), read.stream()).toList())
                .orElse(fixedKeys);
    }

    /** What new connections are encrypted with; empty for plain ones. */
    Optional<SSLContext> tls() {
        return tls.map(Watched::get);
    }

    /** Whether the word of whoever connects from an address is taken for where requests came from. */
    boolean trusts(String address) {
        return !proxies.isEmpty() && isIn(address, proxies);
    }

    /** Reads again what has changed. */
    void check() {
        keyFile.ifPresent(Watched::check);
        tls.ifPresent(Watched::check);
    }

    private static boolean isIn(String address, List<AddressRange> ranges) {
        try {
            InetAddress literal = InetAddress.ofLiteral(address);
            return ranges.stream().anyMatch(range -> range.contains(literal));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Watched<List<ApiKey>> watched(Path file) {
        return new Watched<>("--api-key-file", List.of(file), () -> new KeyFile(file).read());
    }
}
