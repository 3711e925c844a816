package io.smg.server.observe;

import io.smg.api.Usage;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of one request, filled step by step by those who handle it. Used by the request's thread until it
 * is over, then by readers alone.
 */
public final class RequestRecord {

    /** What stands for a route, a model or a method that nobody knows. */
    public static final String OTHER = "other";

    private static final long NEVER = Long.MIN_VALUE;

    private final String id;
    private final String method;
    private final long start = System.nanoTime();
    private final long startMillis = System.currentTimeMillis();
    private RequestObserver observer = RequestObserver.NONE;
    private String traceId = "";
    private String route = OTHER;
    private String key = "";
    private Stage stage = Stage.ANSWER;
    private String model = "";
    private String endpoint = "";
    private String worker = "";
    private boolean streaming;
    private boolean refusedAtDoor;
    private boolean told;
    private int attempts;
    private int predictedTokens;
    private int status;
    private String errorCode = "";
    private long admitted = NEVER;
    private long firstByte = NEVER;
    private long end = NEVER;
    private long bytesIn;
    private long bytesOut;
    private @Nullable Usage usage;
    private @Nullable Ending ending;

    /**
     * A request that has just come.
     *
     * @param id its id
     * @param method as the client sent it
     */
    public RequestRecord(String id, String method) {
        this.id = id;
        this.method = method;
    }

    /** From now on this one is told of what happens to the request. */
    public void observedBy(RequestObserver told) {
        observer = told;
    }

    /** The trace that the request belongs to, by its W3C {@code traceparent}. */
    public void traced(String traceparent) {
        traceId = Traceparent.traceId(traceparent);
    }

    /** The route that answers it, as a template. */
    public void routed(String template) {
        route = template;
        told = true;
        observer.began(this);
    }

    /** It has shown a key that opens the door, by the name of its bearer; empty if the key has none. */
    public void showedKey(String name) {
        key = name;
        observer.showedKey(this);
    }

    /** It asks to be let in to the workers. */
    public void asksToEnter() {
        stage = Stage.QUEUE;
    }

    /** It has been let in, after a wait or at once. */
    public void admitted() {
        admitted = System.nanoTime();
        stage = Stage.BODY;
        observer.passedDoor(this);
    }

    /** It was not let in. */
    public void refusedAtDoor() {
        refusedAtDoor = true;
        observer.passedDoor(this);
    }

    /**
     * It has been understood.
     *
     * @param path the endpoint's path
     * @param knownModel the model as workers name it; empty if the request names none
     * @param bodyBytes the size of its body
     */
    public void understood(String path, String knownModel, long bodyBytes) {
        endpoint = path;
        model = knownModel;
        bytesIn = bodyBytes;
    }

    /**
     * It goes to a worker.
     *
     * @param cachedTokens what the policy believes the worker has cached of it
     */
    public void dispatched(String workerUrl, int cachedTokens) {
        worker = workerUrl;
        predictedTokens = cachedTokens;
        attempts++;
        stage = Stage.WORKER;
        observer.dispatched(this);
    }

    /** The worker's answer is being passed on; its first byte is there. */
    public void answering(boolean isStream) {
        firstByte = System.nanoTime();
        streaming = isStream;
        stage = Stage.ANSWER;
        observer.answering(this);
    }

    /** What the worker said of the tokens. */
    public void used(Usage reported) {
        usage = reported;
    }

    /** The answer's status has been given. */
    public void status(int given) {
        status = given;
    }

    /** The gateway itself gives an error. */
    public void error(String code) {
        errorCode = code;
    }

    /** The worker broke off, which the client is told as an error of this code. */
    public void broke(String code) {
        errorCode = code;
        ending = Ending.WORKER_BROKE;
    }

    /** The client has left. */
    public void clientGone() {
        ending = Ending.CLIENT_GONE;
    }

    /** Bytes have been sent to the client. */
    public void sent(int bytes) {
        bytesOut += bytes;
    }

    /** It is over. One that was answered before its route was looked for has none, and has come all the same. */
    public void end() {
        if (!told) {
            routed(OTHER);
        }
        end = System.nanoTime();
        if (ending == null) {
            ending = byStatus();
        }
        observer.ended(this);
    }

    /** Its id. */
    public String id() {
        return id;
    }

    /** The method as the client sent it, bounded by the listener and not by name. */
    public String method() {
        return method;
    }

    /** When it came, in milliseconds since 1970. */
    public long startMillis() {
        return startMillis;
    }

    /** The trace, empty without one. */
    public String traceId() {
        return traceId;
    }

    /** The route's template, or {@link #OTHER}. */
    public String route() {
        return route;
    }

    /** The name of the key that it has shown; empty if it has shown none, or one without a name. */
    public String key() {
        return key;
    }

    /** How far it came. */
    public Stage stage() {
        return stage;
    }

    /** The model, if it is known; else empty. */
    public String model() {
        return model;
    }

    /** The inference endpoint's path; empty if the request never got so far. */
    public String endpoint() {
        return endpoint;
    }

    /** The worker that had it last; empty without one. */
    public String worker() {
        return worker;
    }

    /** Whether the answer was a stream of events. */
    public boolean isStreaming() {
        return streaming;
    }

    /** Whether the queue was full, or the wait too long. */
    public boolean isRefusedAtDoor() {
        return refusedAtDoor;
    }

    /** How often it was sent to a worker. */
    public int attempts() {
        return attempts;
    }

    /** What the policy believed to be cached at the last worker, in tokens. */
    public int predictedTokens() {
        return predictedTokens;
    }

    /** The status, 0 if none was given. */
    public int status() {
        return status;
    }

    /** The code of the gateway's own error; empty without one. */
    public String errorCode() {
        return errorCode;
    }

    /** How long it waited to be let in, if it was. */
    public OptionalLong queueNanos() {
        return since(admitted);
    }

    /** How long it took to the first byte of a worker's answer, if there was one. */
    public OptionalLong firstByteNanos() {
        return since(firstByte);
    }

    /** How long it took. */
    public long nanos() {
        return end - start;
    }

    /** The size of its body. */
    public long bytesIn() {
        return bytesIn;
    }

    /** The size of the answer, head included. */
    public long bytesOut() {
        return bytesOut;
    }

    /** What the worker said of the tokens. */
    public Optional<Usage> usage() {
        return Optional.ofNullable(usage);
    }

    /** How it ended; meaningful once it has. */
    public Ending ending() {
        Ending known = ending;
        return known == null ? Ending.FAILED : known;
    }

    /** Whoever got no status has not waited for one. */
    private Ending byStatus() {
        if (status == 0) {
            return Ending.CLIENT_GONE;
        }
        if (errorCode.isEmpty()) {
            return Ending.ANSWERED;
        }
        return isOfTheRequest(status) || refusedAtDoor ? Ending.REJECTED : Ending.FAILED;
    }

    /** Whether an error is the request's own: that of a coding or a version which nobody here speaks is, too. */
    private static boolean isOfTheRequest(int status) {
        return status < 500 || status == 501 || status == 505;
    }

    private OptionalLong since(long moment) {
        return moment == NEVER ? OptionalLong.empty() : OptionalLong.of(moment - start);
    }
}
