package io.smg.server.worker;

import java.util.List;
import java.util.Optional;

/** Asks workers over HTTP. Thread-safe. */
public final class HttpProbe implements WorkerProbe {

    private static final System.Logger LOG = System.getLogger(HttpProbe.class.getName());

    private final ControlClient client;
    private final String healthPath;

    /**
     * Makes a probe.
     *
     * @param client asks within the probes' deadline
     * @param healthPath the path that answers 2xx while a worker is well
     */
    public HttpProbe(ControlClient client, String healthPath) {
        this.client = client;
        this.healthPath = healthPath;
    }

    @Override
    public Optional<String> complaint(Backend worker) {
        try {
            int status = client.status(worker, healthPath);
            return status / 100 == 2 ? Optional.empty() : Optional.of(healthPath + " answers " + status);
        } catch (RuntimeException e) {
            return Optional.of(healthPath + " gives no answer: " + root(e));
        }
    }

    @Override
    public Optional<List<ModelCard>> models(Backend worker) {
        return ask(worker, "/v1/models")
                .map(ModelList::ofOpenAi)
                .filter(cards -> !cards.isEmpty())
                .or(() ->
                        ask(worker, "/get_model_info").map(ModelList::ofSglang).filter(cards -> !cards.isEmpty()));
    }

    /** What it came from; the client's own words only say that there was something. */
    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** The body of a good answer. */
    private Optional<byte[]> ask(Backend worker, String path) {
        try {
            ControlClient.Reply reply = client.get(worker, path);
            return reply.isGood() ? Optional.of(reply.body()) : Optional.empty();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, () -> path + " of worker " + worker + " failed: " + e.getMessage());
            return Optional.empty();
        }
    }
}
