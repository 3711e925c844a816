package io.smg.server.exchange;

import java.util.HashMap;
import java.util.Map;

/** The inference endpoints that the gateway knows by name; what it has to read of a request depends on them. */
public enum Endpoint {
    /** Chat with messages. */
    CHAT("/v1/chat/completions"),
    /** Completion of a prompt. */
    COMPLETIONS("/v1/completions"),
    /** Embedding of texts. */
    EMBEDDINGS("/v1/embeddings"),
    /** Order of documents by relevance. */
    RERANK_V1("/v1/rerank"),
    /** The same under its older path. */
    RERANK("/rerank"),
    /** Classification of texts. */
    CLASSIFY("/v1/classify"),
    /** OpenAI's responses. */
    RESPONSES("/v1/responses"),
    /** Anthropic's messages. */
    MESSAGES("/v1/messages"),
    /** SGLang's own generation. */
    GENERATE("/generate"),
    /** Text of speech; its body is a form. */
    TRANSCRIPTIONS("/v1/audio/transcriptions"),
    /** Tokens of a text. */
    TOKENIZE_V1("/v1/tokenize"),
    /** Text of tokens. */
    DETOKENIZE_V1("/v1/detokenize"),
    /** Tokens of a text, under its older path. */
    TOKENIZE("/tokenize"),
    /** Text of tokens, under its older path. */
    DETOKENIZE("/detokenize"),
    /** Anything else under {@code /v1/}, which goes to a worker unread. */
    OTHER("/v1/");

    private static final Map<String, Endpoint> BY_PATH = new HashMap<>();

    static {
        for (Endpoint endpoint : values()) {
            BY_PATH.put(endpoint.path, endpoint);
        }
    }

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    /** The endpoint of a path. */
    public static Endpoint of(String path) {
        return BY_PATH.getOrDefault(path, OTHER);
    }

    /** The path, or its beginning for {@link #OTHER}. */
    public String path() {
        return path;
    }

    /** The shape of this endpoint's errors. */
    public ApiShape shape() {
        return this == MESSAGES ? ApiShape.ANTHROPIC : ApiShape.OPENAI;
    }

    /** What the request's body is. */
    BodyKind bodyKind() {
        return switch (this) {
            case TRANSCRIPTIONS -> BodyKind.FORM;
            case OTHER -> BodyKind.UNKNOWN;
            default -> BodyKind.JSON;
        };
    }

    /** What a body is, as far as its endpoint tells. */
    enum BodyKind {
        /** JSON, and nothing else is accepted. */
        JSON,
        /** A multipart form. */
        FORM,
        /** Whatever the worker makes of it; read if it happens to be JSON. */
        UNKNOWN
    }
}
