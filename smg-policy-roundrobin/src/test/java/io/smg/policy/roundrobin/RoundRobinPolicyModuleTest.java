package io.smg.policy.roundrobin;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.RoutingPolicyProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class RoundRobinPolicyModuleTest {

    @Test
    void isFoundByTheServiceLoader() {
        Module module = RoundRobinPolicyProvider.class.getModule();
        module.addUses(RoutingPolicyProvider.class);

        assertThat(ServiceLoader.load(module.getLayer(), RoutingPolicyProvider.class))
                .hasExactlyElementsOfTypes(RoundRobinPolicyProvider.class);
    }
}
