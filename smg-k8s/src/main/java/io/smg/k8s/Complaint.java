package io.smg.k8s;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Says in one line what is wrong, for whoever can mend it. */
final class Complaint {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private Complaint() {}

    /**
     * What is wrong.
     *
     * @param verb what was to be done with the pods
     * @param place where the pods are
     * @param server the address of the API server
     * @param cause what the client threw
     */
    static ClusterException of(String verb, String place, String server, RuntimeException cause) {
        return new ClusterException(text(verb, place, server, cause));
    }

    private static String text(String verb, String place, String server, RuntimeException cause) {
        int code = cause instanceof KubernetesClientException answer ? answer.getCode() : 0;
        if (code <= 0) {
            return "API server " + server + " does not answer: " + reason(cause);
        }
        return switch (code) {
            case UNAUTHORIZED -> "API server " + server + " does not accept the gateway's credentials (401)";
            case FORBIDDEN ->
                "the gateway may not " + verb + " pods " + place + ", it needs get, list and watch: " + message(cause);
            default -> "API server " + server + " answers " + code + ": " + message(cause);
        };
    }

    private static String message(RuntimeException cause) {
        return Optional.of(cause)
                .filter(KubernetesClientException.class::isInstance)
                .map(answer -> ((KubernetesClientException) answer).getStatus())
                .map(Status::getMessage)
                .orElseGet(() -> root(cause));
    }

    /** The client's own words for these say nothing. */
    private static String reason(Throwable cause) {
        for (Throwable link = cause; link != null; link = link.getCause()) {
            switch (link) {
                case HttpTimeoutException _, TimeoutException _ -> {
                    return "it takes too long";
                }
                case UnknownHostException _, UnresolvedAddressException _ -> {
                    return "its name is unknown";
                }
                case ConnectException _ -> {
                    return "it can't be connected with";
                }
                default -> {
                    // The cause may be one of them.
                }
            }
        }
        return root(cause);
    }

    private static String root(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
    }
}
