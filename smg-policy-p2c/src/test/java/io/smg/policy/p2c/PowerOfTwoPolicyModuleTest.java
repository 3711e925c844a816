package io.smg.policy.p2c;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.RoutingPolicyProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class PowerOfTwoPolicyModuleTest {

    @Test
    void isFoundByTheServiceLoader() {
        Module module = PowerOfTwoPolicyProvider.class.getModule();
        module.addUses(RoutingPolicyProvider.class);

        assertThat(ServiceLoader.load(module.getLayer(), RoutingPolicyProvider.class))
                .hasExactlyElementsOfTypes(PowerOfTwoPolicyProvider.class);
    }
}
