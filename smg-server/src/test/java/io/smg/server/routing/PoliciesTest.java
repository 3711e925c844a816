package io.smg.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.PolicyContext;
import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingPolicyProvider;
import io.smg.api.Worker;
import io.smg.testkit.FakeContext;
import io.smg.testkit.FakeRequest;
import io.smg.testkit.FakeWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoliciesTest {

    private static final String PROVIDES = "provides io.smg.api.RoutingPolicyProvider with acme.Provider;";

    private final Path temp;
    private final Path plugins;

    PoliciesTest(@TempDir Path temp) throws IOException {
        this.temp = temp;
        plugins = Files.createDirectory(temp.resolve("plugins"));
    }

    @Test
    void knowsThePoliciesOfTheImageByName() {
        RoutingPolicyProvider random = new Named("random");

        Policies policies = Policies.load(List.of(new Named("round_robin"), random), List.of());

        assertThat(policies.names()).containsExactly("random", "round_robin");
        assertThat(policies.find("random")).containsSame(random);
        assertThat(policies.find("least_conn")).isEmpty();
    }

    @Test
    void startsWithoutPlugins() {
        assertThat(Policies.load(List.of(plugins)).find("acme")).isEmpty();
    }

    @Test
    void routesWithANamedModule() {
        jar("a").policy("acme").module("acme.policy", PROVIDES).build(plugins.resolve("acme.jar"));

        RoutingPolicyProvider provider = loaded().find("acme").orElseThrow();

        assertThat(provider.getClass().getModule().getName()).isEqualTo("acme.policy");
        assertRoutes(provider);
    }

    @Test
    void routesWithAPlainJar() {
        jar("a").policy("acme").plain().build(plugins.resolve("acme-1.0.jar"));

        assertRoutes(loaded().find("acme").orElseThrow());
    }

    @Test
    void takesASubDirectoryAsOnePluginWithItsDependencies() throws IOException {
        Path unit = Files.createDirectory(plugins.resolve("acme"));
        Path library = jar("lib")
                .source(
                        "words/Words.java",
                        "package words; public class Words { public static String NAME = \"acme\"; }")
                .source("module-info.java", "module words { exports words; }")
                .build(unit.resolve("words.jar"));
        jar("a").provider("return words.Words.NAME;", "")
                .module("acme.policy", "requires words; " + PROVIDES)
                .build(unit.resolve("acme.jar"), library);

        assertRoutes(loaded().find("acme").orElseThrow());
    }

    @Test
    void ignoresACopyOfTheApiThatAPluginBrings() throws IOException {
        Path named = Files.createDirectory(plugins.resolve("named"));
        Path plain = Files.createDirectory(plugins.resolve("plain"));
        jar("a").policy("acme").module("acme.policy", PROVIDES).build(named.resolve("acme.jar"));
        jar("b").policy("bird").plain().build(plain.resolve("bird.jar"));
        PluginJar.pack(PluginJar.api(), named.resolve("smg-api.jar"));
        PluginJar.pack(PluginJar.api(), plain.resolve("smg-api.jar"));

        Policies policies = loaded();

        assertRoutes(policies.find("acme").orElseThrow());
        assertRoutes(policies.find("bird").orElseThrow());
    }

    @Test
    void keepsPluginsApart() {
        jar("a").policy("one").module("acme.policy", PROVIDES).build(plugins.resolve("one.jar"));
        jar("b").policy("two").module("acme.policy", PROVIDES).build(plugins.resolve("two.jar"));

        assertThat(loaded().names()).containsExactly("one", "two");
    }

    @Test
    void looksInEveryDirectory() throws IOException {
        Path more = Files.createDirectory(temp.resolve("more"));
        jar("a").policy("one").plain().build(plugins.resolve("one.jar"));
        jar("b").policy("two").plain().build(more.resolve("two.jar"));

        Policies policies = Policies.load(List.of(), List.of(plugins, more));

        assertThat(policies.names()).containsExactly("one", "two");
    }

    @Test
    void passesOverHiddenEntriesAndOtherFiles() throws IOException {
        Files.writeString(plugins.resolve("README.txt"), "put plug-ins here");
        Files.createDirectory(plugins.resolve("..data"));
        Files.writeString(plugins.resolve(".acme.jar"), "half of a copy");

        assertThat(loaded().names()).isEmpty();
    }

    private Policies loaded() {
        return Policies.load(List.of(), List.of(plugins));
    }

    private PluginJar jar(String name) {
        return new PluginJar(temp.resolve(name));
    }

    private static void assertRoutes(RoutingPolicyProvider provider) {
        List<Worker> workers = List.copyOf(FakeWorker.pool(2));
        try (RoutingPolicy policy = provider.create(FakeContext.seeded(1))) {
            assertThat(policy.select(FakeRequest.empty(), workers))
                    .isEqualTo(RoutingDecision.of(workers.getFirst(), "first"));
        }
    }

    /**
     * A provider that is only a name.
     *
     * @param name the policy's name
     */
    private record Named(String name) implements RoutingPolicyProvider {

        @Override
        public RoutingPolicy create(PolicyContext context) {
            throw new UnsupportedOperationException();
        }
    }
}
