package io.smg.server.worker;

import io.helidon.webclient.api.DnsAddressLookup;
import io.helidon.webclient.spi.DnsResolver;
import io.smg.server.config.WorkerAllow;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Finds the address that is connected to, and finds none where no worker may be.
 *
 * @param allow where a worker may be
 */
record PermittedAddresses(WorkerAllow allow) implements DnsResolver {

    @Override
    public InetAddress resolveAddress(String host, DnsAddressLookup lookup) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .filter(address -> allow.permits(host, address))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no address where a worker may be"));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("unknown host", e);
        }
    }
}
