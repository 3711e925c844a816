/** A simulated inference engine over real HTTP, with faults on request, and a load generator. */
@org.jspecify.annotations.NullMarked
module io.smg.sim {
    requires static org.jspecify;
    requires info.picocli;
    requires tools.jackson.core;
}
