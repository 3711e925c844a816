package io.smg.server.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.webclient.api.DnsAddressLookup;
import io.smg.server.config.WorkerAllow;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermittedAddressesTest {

    private static final DnsAddressLookup ANY = DnsAddressLookup.defaultLookup();

    @Test
    void areThoseOfTheHostWhereWorkersMayBe() {
        PermittedAddresses addresses = new PermittedAddresses(WorkerAllow.of(List.of("127.0.0.0/8")));

        assertThat(addresses.resolveAddress("localhost", ANY).isLoopbackAddress())
                .isTrue();
    }

    @Test
    void areNoneElsewhere() {
        PermittedAddresses addresses = new PermittedAddresses(WorkerAllow.DEFAULT);

        assertThatThrownBy(() -> addresses.resolveAddress("169.254.169.254", ANY))
                .hasMessage("no address where a worker may be");
        assertThatThrownBy(() -> addresses.resolveAddress("0xa9fea9fe", ANY)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> addresses.resolveAddress("no.such.host.invalid", ANY))
                .hasMessage("unknown host");
    }
}
