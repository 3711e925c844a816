package io.smg.server.admin;

import io.smg.server.exchange.Client;
import io.smg.server.exchange.ClientAnswer;
import io.smg.server.worker.Backend;
import io.smg.server.worker.WorkerRegistry;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers with the models of all ready workers, one entry a model, as the first worker that serves it gave it. */
public final class Models {

    private final WorkerRegistry registry;

    /** The models of these workers. */
    public Models(WorkerRegistry registry) {
        this.registry = registry;
    }

    /** The merged list, in the shape of OpenAI's. */
    public void list(Client client, ClientAnswer answer) {
        Map<String, String> entries = new LinkedHashMap<>();
        registry.workers().stream()
                .filter(Backend::isReady)
                .flatMap(worker -> worker.cards().orElse(List.of()).stream())
                .forEach(card -> entries.putIfAbsent(card.id(), card.json()));
        String list = "{\"object\":\"list\",\"data\":[" + String.join(",", entries.values()) + "]}";
        answer.send(200, "application/json", list.getBytes(StandardCharsets.UTF_8));
    }
}
