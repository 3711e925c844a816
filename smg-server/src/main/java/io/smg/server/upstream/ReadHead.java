package io.smg.server.upstream;

import io.smg.server.http1.AnswerHead;

/**
 * An answer's head as it was read.
 *
 * @param head what the worker says
 * @param keepsAlive whether it leaves the connection open behind this answer
 */
record ReadHead(AnswerHead head, boolean keepsAlive) {}
