package io.smg.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smg.api.RoutingPolicyProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with a plug-in is said in one line that names it. */
class PluginFailureTest {

    private static final String PROVIDES = "provides io.smg.api.RoutingPolicyProvider with acme.Provider;";

    private final Path temp;
    private final Path plugins;
    private final Path jar;

    PluginFailureTest(@TempDir Path temp) throws IOException {
        this.temp = temp;
        plugins = Files.createDirectory(temp.resolve("plugins"));
        jar = plugins.resolve("acme.jar");
    }

    @Test
    void aPluginPathThatIsNotThere() {
        assertFailure(List.of(), temp.resolve("gone"), temp.resolve("gone"), "not a directory");
    }

    @Test
    void aNameThatGivesNoModuleName() {
        Path nine = work("a").policy("acme").plain().build(plugins.resolve("9-auto.jar"));

        assertFailure(nine, "Unable to derive module descriptor", "'9' is not a Java identifier");
    }

    @Test
    void aFileThatIsNotAJar() throws IOException {
        Files.writeString(jar, "this is no zip");

        assertFailure(jar, "zip END header not found");
    }

    @Test
    void aModuleThatTheImageLacks() {
        Path library = work("lib")
                .source("words/Words.java", "package words; public class Words {}")
                .source("module-info.java", "module words { exports words; }")
                .build(temp.resolve("words.jar"));
        work("a")
                .policy("acme")
                .module("acme.policy", "requires words; " + PROVIDES)
                .build(jar, library);

        assertFailure(jar, "Module words not found, required by acme.policy");
    }

    @Test
    void aClassThatAPlainJarLacks() {
        Path library = work("lib")
                .source(
                        "words/Words.java",
                        "package words; public class Words { public static String NAME = \"acme\"; }")
                .build(temp.resolve("words.jar"));
        work("a").provider("return words.Words.NAME;", "").plain().build(jar, library);

        assertFailure(jar, "NoClassDefFoundError words/Words");
    }

    @Test
    void aConstructorThatThrows() {
        work("a")
                .provider("return \"acme\";", "throw new IllegalStateException(\"no\\nlicence\");")
                .plain()
                .build(jar);

        assertFailure(jar, "acme.Provider could not be instantiated", "no licence");
    }

    @Test
    void aServiceFileThatNamesAClassThatIsNotThere() {
        work("a")
                .source("acme/Other.java", "package acme; class Other {}")
                .plain()
                .build(jar);

        assertFailure(jar, "Provider acme.Provider not found");
    }

    @Test
    void noPolicyInIt() {
        work("a").policy("acme").module("acme.policy", "").build(jar);

        assertFailure(jar, "no routing policy in it");
    }

    @Test
    void anEmptyDirectory() throws IOException {
        Path unit = Files.createDirectory(plugins.resolve("acme"));

        assertFailure(unit, "no routing policy in it");
    }

    @Test
    void twoVersionsOfOneModule() throws IOException {
        Path unit = Files.createDirectory(plugins.resolve("acme"));
        work("a").policy("acme").module("acme.policy", PROVIDES).build(unit.resolve("acme-1.jar"));
        work("b").policy("acme").module("acme.policy", PROVIDES).build(unit.resolve("acme-2.jar"));

        assertFailure(unit, "Two versions of module acme.policy", "acme-1.jar", "acme-2.jar");
    }

    @Test
    void aNameThatTheImageHas() {
        work("a").policy("acme").plain().build(jar);
        List<RoutingPolicyProvider> image =
                Policies.load(List.of(), List.of(plugins)).find("acme").stream().toList();

        assertFailure(image, plugins, jar, "a policy named acme is already in the image");
    }

    @Test
    void aNameThatAnotherPluginHas() {
        work("a").policy("acme").plain().build(jar);
        Path copy = work("b").policy("acme").plain().build(plugins.resolve("copy.jar"));

        assertFailure(copy, "a policy named acme is already in " + jar);
    }

    @Test
    void aNameThatNobodyCanType() {
        work("a").policy("My Policy").plain().build(jar);

        assertFailure(jar, "lower-case letters, digits and underscores, not 'My Policy'");
    }

    @Test
    void noNameAtAll() {
        work("a").provider("return null;", "").plain().build(jar);

        assertFailure(jar, "has no name");
    }

    @Test
    void aNameThatCanNotBeAsked() {
        work("a")
                .provider("throw new IllegalStateException(\"not now\");", "")
                .plain()
                .build(jar);

        assertFailure(jar, "not now");
    }

    @Test
    void aFailureWithoutWords() {
        work("a")
                .provider("throw new UnsupportedOperationException();", "")
                .plain()
                .build(jar);

        assertFailure(jar, "UnsupportedOperationException");
    }

    private PluginJar work(String name) {
        return new PluginJar(temp.resolve(name));
    }

    private void assertFailure(Path origin, String... parts) {
        assertFailure(List.of(), plugins, origin, parts);
    }

    private static void assertFailure(
            List<RoutingPolicyProvider> image, Path pluginPath, Path origin, String... parts) {
        PluginException failure =
                catchThrowableOfType(PluginException.class, () -> Policies.load(image, List.of(pluginPath)));

        assertThat(failure).hasMessageStartingWith(origin + ": ").hasMessageContainingAll(parts);
        assertThat(failure.getMessage()).hasLineCount(1);
    }
}
