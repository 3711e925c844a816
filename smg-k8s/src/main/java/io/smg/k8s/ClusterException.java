package io.smg.k8s;

/** The cluster could not be looked at; the message says what is wrong to whoever can mend it. */
final class ClusterException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ClusterException(String message) {
        super(message, null, false, false);
    }
}
