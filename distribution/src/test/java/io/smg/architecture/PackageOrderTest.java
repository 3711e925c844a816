package io.smg.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may use whom. */
class PackageOrderTest {

    private static final String SERVER = "io.smg.server";

    /** The packages of the gateway, each above the ones that it may use. */
    private static final List<String> ORDER = List.of(
            SERVER,
            SERVER + ".cli..",
            SERVER + ".ingress..",
            SERVER + ".admin..",
            SERVER + ".exchange..",
            SERVER + ".admission..",
            SERVER + ".routing..",
            SERVER + ".upstream..",
            SERVER + ".worker..",
            SERVER + ".credentials..",
            SERVER + ".observe..",
            SERVER + ".config..",
            SERVER + ".http1..");

    @Test
    void classesOfTheGatewayAreSeen() {
        assertThat(Classes.MAIN.contain(SERVER + ".Main")).isTrue();
    }

    @TestFactory
    List<DynamicTest> noPackageUsesOneAboveIt() {
        return IntStream.range(1, ORDER.size())
                .mapToObj(place -> DynamicTest.dynamicTest(ORDER.get(place), () -> usesNothingAbove(place)))
                .toList();
    }

    private static void usesNothingAbove(int place) {
        String[] above = ORDER.subList(0, place).toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ORDER.get(place))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above)
                .allowEmptyShould(true)
                .check(Classes.MAIN);
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("io.smg.(**)").should().beFreeOfCycles().check(Classes.MAIN);
    }

    @Test
    void messagesOfHttp1AreUsedWhereBytesAreReadAndWrittenOnly() {
        classes()
                .that()
                .resideInAPackage(SERVER + ".http1..")
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAnyPackage(
                        SERVER + ".http1..",
                        SERVER + ".ingress..",
                        SERVER + ".admin..",
                        SERVER + ".exchange..",
                        SERVER + ".upstream..")
                .check(Classes.MAIN);
    }

    @Test
    void policiesSeeTheApiAlone() {
        classes()
                .that()
                .resideInAPackage("io.smg.policy..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.smg.policy..", "io.smg.api", "java..", "org.jspecify..")
                .check(Classes.MAIN);
    }

    @Test
    void theApiSeesTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("io.smg.api")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.smg.api", "java..", "org.jspecify..")
                .check(Classes.MAIN);
    }
}
