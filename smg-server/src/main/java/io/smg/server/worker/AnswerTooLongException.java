package io.smg.server.worker;

/** A worker's answer was longer than any answer to such a question. */
final class AnswerTooLongException extends RuntimeException {

    private static final long serialVersionUID = 1;

    AnswerTooLongException(int longest) {
        super("more than " + longest + " bytes", null, false, false);
    }
}
