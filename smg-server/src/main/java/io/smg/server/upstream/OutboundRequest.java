package io.smg.server.upstream;

import io.smg.server.http1.Fields;

/**
 * A request for a worker, whole in memory.
 *
 * @param method the method
 * @param target the raw path and query, beginning with a slash
 * @param fields the end-to-end fields, without {@code Host} and {@code Content-Length}
 * @param body the body's bytes, which nobody changes while they are sent
 * @param hasBody whether there is a body, if only an empty one
 */
@SuppressWarnings("ArrayRecordComponent") // requests are never compared, and copying a prompt would cost
public record OutboundRequest(String method, String target, Fields fields, byte[] body, boolean hasBody) {}
