package io.smg.policy.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.RoutingPolicyProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class RandomPolicyModuleTest {

    @Test
    void isFoundByTheServiceLoader() {
        Module module = RandomPolicyProvider.class.getModule();
        module.addUses(RoutingPolicyProvider.class);

        assertThat(ServiceLoader.load(module.getLayer(), RoutingPolicyProvider.class))
                .hasExactlyElementsOfTypes(RandomPolicyProvider.class);
    }
}
