package io.smg.server.admin;

import io.smg.api.WorkerSpec;
import io.smg.server.config.WorkerAllow;
import io.smg.server.exchange.Client;
import io.smg.server.exchange.ClientAnswer;
import io.smg.server.exchange.ErrorReply;
import io.smg.server.exchange.GatewayException;
import io.smg.server.http1.Field;
import io.smg.server.worker.Backend;
import io.smg.server.worker.WorkerRegistry;
import io.smg.server.worker.WorkerRegistry.Added;
import io.smg.server.worker.WorkerSettings;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/** Lets an operator see the workers, add one, change one, and take one away. Thread-safe. */
public final class Workers {

    /** How the path of one worker begins; its id follows. */
    public static final String PATH = "/workers/";

    private final WorkerRegistry registry;
    private final WorkerAllow allow;

    /** The workers of this registry, and of those that are added, the ones at allowed places. */
    public Workers(WorkerRegistry registry, WorkerAllow allow) {
        this.registry = registry;
        this.allow = allow;
    }

    /** All workers. */
    public void list(Client client, ClientAnswer answer) {
        List<Backend> workers = registry.all();
        JsonAnswer.object(answer, 200, json -> {
            JsonAnswer.array(json, "workers", workers, worker -> WorkerView.write(worker, json));
            json.writeNumberProperty("total", workers.size());
            json.writeName("stats");
            json.writeStartObject();
            json.writeNumberProperty("prefill_count", 0);
            json.writeNumberProperty("decode_count", 0);
            json.writeNumberProperty("regular_count", workers.size());
            json.writeEndObject();
        });
    }

    /** One worker. */
    public void show(Client client, ClientAnswer answer) {
        Backend worker = named(answer);
        JsonAnswer.object(answer, 200, json -> WorkerView.write(worker, json));
    }

    /** Adds a worker, which gets requests once it has been probed. */
    public void add(Client client, ClientAnswer answer) {
        WorkerForm form = WorkerForm.read(client);
        URI url = form.url().orElseThrow(() -> WorkerForm.bad("'url' is missing"));
        checkAddress(url);
        Added added = registry.add(WorkerSpec.of(url), form.over(WorkerSettings.DEFAULTS));
        if (!added.isNew()) {
            throw new GatewayException(new ErrorReply(
                    409,
                    "worker_already_exists",
                    "A worker with this URL exists already; its id is "
                            + added.worker().id()));
        }
        accepted(added.worker(), "The worker was added and gets requests once it is ready", answer);
    }

    /** Changes what is said of a worker, and leaves the rest. */
    public void change(Client client, ClientAnswer answer) {
        update(answer, WorkerForm.read(client), named(answer).settings());
    }

    /** Says anew everything that there is to say of a worker. */
    public void replace(Client client, ClientAnswer answer) {
        update(answer, WorkerForm.read(client), WorkerSettings.DEFAULTS);
    }

    /** Takes a worker away: it gets no more requests, finishes those that it has, and is gone. */
    public void remove(Client client, ClientAnswer answer) {
        Backend worker = named(answer);
        registry.remove(worker);
        accepted(worker, "The worker gets no more requests and goes when it has finished", answer);
    }

    private void update(ClientAnswer answer, WorkerForm form, WorkerSettings before) {
        Backend worker = named(answer);
        if (form.url().filter(url -> !url.equals(worker.url())).isPresent()) {
            throw WorkerForm.bad("'url' can't be changed; add another worker instead");
        }
        worker.configure(form.over(before));
        accepted(worker, "The worker was updated", answer);
    }

    /** A name is checked when it is connected to, with what it stands for then. */
    private void checkAddress(URI url) {
        try {
            String host = url.getHost();
            if (!allow.permits(host, InetAddress.ofLiteral(host))) {
                throw WorkerForm.bad("'url' is not where a worker may be; --worker-allow says where");
            }
        } catch (IllegalArgumentException e) {
            // It is a name.
        }
    }

    private Backend named(ClientAnswer answer) {
        String id = answer.client().head().path().substring(PATH.length());
        return registry.find(id)
                .orElseThrow(() -> new GatewayException(
                        new ErrorReply(404, "worker_not_found", "There is no worker with this id")));
    }

    private static void accepted(Backend worker, String message, ClientAnswer answer) {
        String location = PATH + worker.id();
        JsonAnswer.object(answer, 202, List.of(new Field("Location", location)), json -> {
            json.writeStringProperty("status", "accepted");
            json.writeStringProperty("worker_id", worker.id());
            json.writeStringProperty("url", worker.url().toString());
            json.writeStringProperty("location", location);
            json.writeStringProperty("message", message);
        });
    }
}
