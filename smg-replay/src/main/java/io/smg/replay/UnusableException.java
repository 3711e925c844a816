package io.smg.replay;

import java.io.Serial;

/** What was asked for can't be done; the message is one line that says why. */
final class UnusableException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    UnusableException(String message) {
        super(message.strip().replace('\n', ' '));
    }
}
