/** What tests and plug-in authors share: fake worker and clock, raw HTTP, and the contract that every policy meets. */
@org.jspecify.annotations.NullMarked
module io.smg.testkit {
    requires static org.jspecify;
    requires transitive io.smg.api;
    requires java.logging;
    requires org.assertj.core;
    requires transitive org.junit.jupiter.api;

    exports io.smg.testkit;
}
