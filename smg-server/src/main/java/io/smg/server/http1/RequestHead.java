package io.smg.server.http1;

/**
 * The head of a client's request, after it has been checked.
 *
 * @param method the method, a token
 * @param target path and query exactly as they came, beginning with a slash
 * @param fields the header fields as they came
 */
public record RequestHead(String method, String target, Fields fields) {

    /** The target's path, without the query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
