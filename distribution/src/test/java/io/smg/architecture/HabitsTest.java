package io.smg.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What no class does. */
class HabitsTest {

    private static final DescribedPredicate<JavaClass> COMMANDS = resideInAnyPackage(
                    "io.smg.server.cli..", "io.smg.replay..", "io.smg.sim..", "io.smg.distribution..")
            .or(describe("is the gateway's Main or its log", type -> Set.of(
                            "io.smg.server.Main", "io.smg.server.observe.Logs$LineHandler")
                    .contains(type.getName())));

    private static final DescribedPredicate<JavaCall<?>> SLEEP = describe(
            "sleeps",
            call -> call.getName().equals("sleep")
                    && Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit")
                            .contains(call.getTargetOwner().getName()));

    private static final String SECRET = "io.smg.server.config.Secret";

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethodWhere(SLEEP)
                .because("a test waits for the thing itself, and the gateway for an event with a deadline")
                .check(Classes.ALL);
    }

    @Test
    void onlyCommandsPrint() {
        noClasses()
                .that(DescribedPredicate.not(COMMANDS))
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(Classes.MAIN);
    }

    @Test
    void noMethodIsSynchronized() {
        noMethods()
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .because("state is guarded inside its class by a lock or an atomic")
                .check(Classes.MAIN);
    }

    @Test
    void theDataPathMatchesNoRegularExpressions() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.smg.server.ingress..",
                        "io.smg.server.exchange..",
                        "io.smg.server.admission..",
                        "io.smg.server.upstream..",
                        "io.smg.server.http1..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.regex")
                .because("a client may send what a pattern takes for ever to match")
                .check(Classes.MAIN);
    }

    @Test
    void secretsAreComparedInATimeThatDoesNotDependOnThem() {
        List<String> comparisons = Classes.MAIN.get(SECRET).getMethods().stream()
                .filter(method -> method.getRawReturnType().isEquivalentTo(boolean.class))
                .flatMap(method -> method.getMethodCallsFromSelf().stream())
                .map(call -> call.getTargetOwner().getSimpleName() + "." + call.getName())
                .toList();

        assertThat(comparisons)
                .as("whoever shows a wrong one must not learn how much of it was right")
                .containsExactlyInAnyOrder("MessageDigest.isEqual", "MessageDigest.isEqual", "String.getBytes");
    }

    @Test
    void theListenerComparesNoSecretsByItself() {
        noClasses()
                .that()
                .resideInAPackage("io.smg.server.ingress..")
                .should()
                .callMethod(SECRET, "reveal")
                .check(Classes.MAIN);
    }

    @Test
    void namesSaySomething() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Common|Processor)(\\$.*)?")
                .check(Classes.MAIN);
    }
}
