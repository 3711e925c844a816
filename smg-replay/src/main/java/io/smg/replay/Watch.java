package io.smg.replay;

/** Looks on while a trace is being played. For one thread. */
interface Watch {

    /**
     * Whether the replay is to go on.
     *
     * @param answered how many requests have got their first token so far
     */
    boolean goesOn(int answered);
}
