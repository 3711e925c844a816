package io.smg.sim.engine;

import io.smg.sim.http.HttpRequest;
import java.util.Optional;
import java.util.Random;

/** Which fault a request gets: that of its header, else of its model's name, else of its engine. Thread-safe. */
final class Faults {

    /** What parts a model's name from a fault. */
    static final char MARK = '+';

    private static final String HEADER = "x-sim-fault";

    /** Seeded, so that a run can be had again. */
    private final Random random = new Random(42);

    private volatile Fault standing = Fault.NONE;

    /** Sets the engine's own fault. */
    void set(Fault fault) {
        standing = fault;
    }

    /**
     * The fault of a request.
     *
     * @throws IllegalArgumentException if it is not understood
     */
    Fault of(HttpRequest request, String model) {
        Fault fault = asked(request, model).map(Fault::parse).orElse(standing);
        return fault.rate() >= 1 || random.nextDouble() < fault.rate() ? fault : Fault.NONE;
    }

    private static Optional<String> asked(HttpRequest request, String model) {
        int mark = model.indexOf(MARK);
        return request.field(HEADER).or(() -> mark < 0 ? Optional.empty() : Optional.of(model.substring(mark + 1)));
    }
}
