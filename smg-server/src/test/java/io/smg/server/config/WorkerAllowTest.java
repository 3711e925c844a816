package io.smg.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerAllowTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "::ffff:169.254.169.254",
                "::169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "fe80::1",
                "fd00:ec2::254",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "224.0.0.1",
                "ff02::1"
            })
    void isNeverWhereCloudsKeepCredentials(String address) {
        assertThat(WorkerAllow.DEFAULT.permits("a.example", InetAddress.ofLiteral(address)))
                .isFalse();
        assertThat(WorkerAllow.of(List.of(".example")).permits("a.example", InetAddress.ofLiteral(address)))
                .as("a name that stands for it")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.1.2.3", "8.8.8.8", "2001:db8::1", "::ffff:10.1.2.3", "::"})
    void isAnywhereElseUnlessSaidOtherwise(String address) {
        assertThat(WorkerAllow.DEFAULT.permits("a", InetAddress.ofLiteral(address)))
                .isTrue();
    }

    @Test
    void isInOneOfTheRangesWhateverTheName() {
        WorkerAllow allow = WorkerAllow.of(List.of("10.0.0.0/8", "fd00::/8"));

        assertThat(allow.permits("a", InetAddress.ofLiteral("10.1.2.3"))).isTrue();
        assertThat(allow.permits("a", InetAddress.ofLiteral("::ffff:10.1.2.3"))).isTrue();
        assertThat(allow.permits("a", InetAddress.ofLiteral("fd00::1"))).isTrue();
        assertThat(allow.permits("a", InetAddress.ofLiteral("11.1.2.3"))).isFalse();
    }

    @Test
    void hasOneOfTheSuffixes() {
        WorkerAllow allow = WorkerAllow.of(List.of(".Pods.local"));

        assertThat(allow.permits("a.pods.LOCAL", InetAddress.ofLiteral("10.1.2.3")))
                .isTrue();
        assertThat(allow.permits("pods.local", InetAddress.ofLiteral("10.1.2.3")))
                .isTrue();
        assertThat(allow.permits("evilpods.local", InetAddress.ofLiteral("10.1.2.3")))
                .isFalse();
        assertThat(allow.permits("10.1.2.3", InetAddress.ofLiteral("10.1.2.3"))).isFalse();
    }

    @Test
    void isWhereAnOperatorInsists() {
        WorkerAllow allow = WorkerAllow.of(List.of("169.254.0.0/16"));

        assertThat(allow.permits("a", InetAddress.ofLiteral("169.254.1.1"))).isTrue();
    }
}
