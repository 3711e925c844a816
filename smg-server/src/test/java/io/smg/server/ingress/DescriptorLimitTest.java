package io.smg.server.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorLimitTest {

    @ParameterizedTest
    @CsvSource({"1024, 384", "1048576, 524160", "258, 1", "10, 1", "99999999999, 2147483647"})
    void leavesTwoDescriptorsForEachConnection(long descriptors, int connections) {
        assertThat(DescriptorLimit.connections(OptionalLong.of(descriptors))).hasValue(connections);
    }

    @Test
    void knowsNoBoundWhereTheSystemSetsNone() {
        assertThat(DescriptorLimit.connections(OptionalLong.empty())).isEmpty();
    }

    @Test
    void takesTheFewForScrapesFromWhatIsKeptBack() {
        assertThat(DescriptorLimit.forScrapes()).hasValue(64);
    }
}
