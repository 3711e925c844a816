package io.smg.server.admin;

import io.smg.server.admin.Fleet.Answer;
import io.smg.server.exchange.Client;
import io.smg.server.exchange.ClientAnswer;
import io.smg.server.json.Json;
import io.smg.server.worker.ControlClient;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Does something with all workers for an operator, and says where it failed: 206 if anywhere. Thread-safe. */
public final class FanOut {

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int UNKNOWN_LOAD = -1;

    private final Fleet fleet;
    private final ControlClient client;

    /** Asks this fleet through a client with a deadline. */
    public FanOut(Fleet fleet, ControlClient client) {
        this.fleet = fleet;
        this.client = client;
    }

    /** Empties the caches of all workers. */
    public void flushCache(Client asking, ClientAnswer answer) {
        List<Answer> answers = fleet.ask(worker -> client.post(worker, "/flush_cache"));
        List<Answer> good = answers.stream().filter(Answer::isGood).toList();
        boolean all = good.size() == answers.size();
        JsonAnswer.object(answer, all ? OK : PARTIAL, json -> {
            json.writeStringProperty("status", all ? "success" : "partial_success");
            json.writeStringProperty("message", good.size() + " of " + answers.size() + " caches were flushed");
            json.writeNumberProperty("workers_flushed", good.size());
            json.writeNumberProperty("total_workers", answers.size());
            json.writeName("successful");
            json.writeStartArray();
            good.forEach(one -> json.writeString(one.worker().url().toString()));
            json.writeEndArray();
            writeFailed(json, answers);
        });
    }

    /** Says what all workers have to do: what they themselves say of it, and what the gateway has sent. */
    public void loads(Client asking, ClientAnswer answer) {
        List<Answer> answers = fleet.ask(worker -> client.get(worker, "/get_loads"));
        boolean all = answers.stream().allMatch(Answer::isGood);
        JsonAnswer.object(answer, all ? OK : PARTIAL, json -> {
            JsonAnswer.array(json, "workers", answers, one -> {
                json.writeStringProperty("worker", one.worker().url().toString());
                json.writeStringProperty("worker_id", one.worker().id());
                json.writeNumberProperty("load", one.isGood() ? usedTokens(one.reply()) : UNKNOWN_LOAD);
                json.writeNumberProperty("in_flight", one.worker().inFlight());
            });
            writeFailed(json, answers);
        });
    }

    private static void writeFailed(JsonGenerator json, List<Answer> answers) {
        List<Answer> failed = answers.stream().filter(one -> !one.isGood()).toList();
        JsonAnswer.array(json, "failed", failed, one -> {
            json.writeStringProperty("worker", one.worker().url().toString());
            json.writeStringProperty("error", one.error());
        });
    }

    /** The tokens that an engine says it holds, over all its ranks; -1 if it doesn't say. */
    private static long usedTokens(byte[] reply) {
        long used = UNKNOWN_LOAD;
        try (JsonParser json = Json.parser(reply)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_NUMBER_INT && "num_used_tokens".equals(json.currentName())) {
                    used = Math.max(0, used) + json.getLongValue();
                }
            }
        } catch (JacksonException e) {
            return UNKNOWN_LOAD;
        }
        return used;
    }
}
