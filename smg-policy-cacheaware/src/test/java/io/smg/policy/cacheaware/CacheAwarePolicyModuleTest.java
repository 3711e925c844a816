package io.smg.policy.cacheaware;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.RoutingPolicyProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class CacheAwarePolicyModuleTest {

    @Test
    void isFoundByTheServiceLoader() {
        Module module = CacheAwarePolicyProvider.class.getModule();
        module.addUses(RoutingPolicyProvider.class);

        assertThat(ServiceLoader.load(module.getLayer(), RoutingPolicyProvider.class))
                .hasExactlyElementsOfTypes(CacheAwarePolicyProvider.class);
    }
}
