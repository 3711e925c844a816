package io.smg.server.observe;

import java.util.function.BiConsumer;

/** Is told of each request what happens to it, when it happens. Implementations are thread-safe and quick. */
public interface RequestObserver {

    /** Sees nothing. */
    RequestObserver NONE = new RequestObserver() {};

    /** A request has come, and its route is known. */
    default void began(RequestRecord request) {}

    /** It has shown a key that opens the door. */
    default void showedKey(RequestRecord request) {}

    /** Admission has let it in, or refused it. */
    default void passedDoor(RequestRecord request) {}

    /** It goes to a worker, for the first time or again. */
    default void dispatched(RequestRecord request) {}

    /** A worker's answer is there, and begins to be passed on. */
    default void answering(RequestRecord request) {}

    /** A request is over: its record changes no more. */
    default void ended(RequestRecord request) {}

    /** One that tells both. */
    default RequestObserver and(RequestObserver other) {
        return new Both(this, other);
    }

    /**
     * Two observers as one.
     *
     * @param first is told first
     * @param second is told then
     */
    record Both(RequestObserver first, RequestObserver second) implements RequestObserver {

        @Override
        public void began(RequestRecord request) {
            tell(RequestObserver::began, request);
        }

        @Override
        public void showedKey(RequestRecord request) {
            tell(RequestObserver::showedKey, request);
        }

        @Override
        public void passedDoor(RequestRecord request) {
            tell(RequestObserver::passedDoor, request);
        }

        @Override
        public void dispatched(RequestRecord request) {
            tell(RequestObserver::dispatched, request);
        }

        @Override
        public void answering(RequestRecord request) {
            tell(RequestObserver::answering, request);
        }

        @Override
        public void ended(RequestRecord request) {
            tell(RequestObserver::ended, request);
        }

        private void tell(BiConsumer<RequestObserver, RequestRecord> what, RequestRecord request) {
            what.accept(first, request);
            what.accept(second, request);
        }
    }
}
