package io.smg.server.http1;

/**
 * The head of a worker's answer.
 *
 * @param status the status code, 200 to 599: interim answers have been skipped
 * @param reason the reason phrase, possibly empty
 * @param fields the header fields as they came
 */
public record AnswerHead(int status, String reason, Fields fields) {}
