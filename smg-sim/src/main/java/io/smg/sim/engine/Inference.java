package io.smg.sim.engine;

import io.smg.sim.http.BrokenOffException;
import io.smg.sim.http.HttpReply;
import io.smg.sim.http.HttpRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** An engine's work on the requests of all its APIs. */
final class Inference {

    private final EngineConfig config;
    private final Scheduler scheduler;
    private final Scheduler prefills;
    private final PrefixCache cache;
    private final CacheUse cacheUse;
    private final Faults faults;
    private final Stats stats;
    private final AtomicLong count = new AtomicLong();

    Inference(EngineConfig config, Scheduler scheduler, CacheUse cacheUse, Faults faults, Stats stats) {
        this.config = config;
        this.scheduler = scheduler;
        this.prefills = new Scheduler(config.maxPrefilling(), config.maxRunning());
        this.cache = cacheUse.cache();
        this.cacheUse = cacheUse;
        this.faults = faults;
        this.stats = stats;
    }

    /** Answers a request, wrongly if that is wanted. */
    void handle(HttpRequest request, HttpReply reply, Dialect dialect) throws IOException {
        try (Stats.Life life = stats.begin(request.field("x-request-id"))) {
            reply.whenEnding(life::release);
            try {
                answer(request, reply, dialect);
                life.completed();
            } catch (BrokenOffException e) {
                throw e;
            } catch (IOException e) {
                life.cancelled();
                throw e;
            }
        }
    }

    private void answer(HttpRequest request, HttpReply reply, Dialect dialect) throws IOException {
        Optional<Asked> asked = Asked.read(request.body());
        if (asked.isEmpty()) {
            reply.json(400, Json.error(400, "the body is no JSON object"));
            return;
        }
        if (!serves(asked.get().model())) {
            reply.json(404, Json.error(404, "the model " + asked.get().model() + " does not exist"));
            return;
        }
        try {
            Fault fault = faults.of(request, asked.get().model());
            answer(asked.get(), fault, reply, dialect);
        } catch (IllegalArgumentException e) {
            reply.json(400, Json.error(400, String.valueOf(e.getMessage())));
        }
    }

    private boolean serves(String model) {
        int mark = model.indexOf(Faults.MARK);
        String name = mark < 0 ? model : model.substring(0, mark);
        return name.isEmpty() || name.equals(config.model());
    }

    private void answer(Asked asked, Fault fault, HttpReply reply, Dialect dialect) throws IOException {
        Work work = new Work(reply::watch);
        if (new FaultyReply(fault, reply, work).answers()) {
            return;
        }
        Optional<Scheduler.Place> entered = scheduler.enter(work);
        if (entered.isEmpty()) {
            reply.json(503, Json.error(503, "too many requests are waiting"));
            return;
        }
        try (Scheduler.Place _ = entered.get()) {
            Answer answer = answer(prefill(asked, work), asked, dialect);
            Pace pace = new Pace(config.timing(), fault.pace(), scheduler::running, work);
            if (asked.stream() && dialect.generates()) {
                stream(answer, reply, dialect, pace);
            } else {
                whole(answer, reply, dialect, pace);
            }
        }
    }

    private Prefilled prefill(Asked asked, Work work) throws ClientLeftException {
        Prompt prompt = Prompt.of(asked.prompt(), config.blockTokens());
        // All that run may wait for this, so there is always a place.
        try (Scheduler.Place _ = prefills.enter(work).orElseThrow()) {
            long start = System.nanoTime();
            int cached = cache.match(prompt.blocks()) * config.blockTokens();
            cacheUse.note(prompt.tokens(), cached);
            work.until(start + config.timing().prefillNanos(prompt.tokens() - cached));
            cache.store(prompt.blocks());
            return new Prefilled(prompt.tokens(), cached);
        }
    }

    private Answer answer(Prefilled prefilled, Asked asked, Dialect dialect) {
        int output = dialect.generates() ? asked.maxTokens().orElse(config.outputTokens()) : 0;
        String id = "sim-" + count.incrementAndGet();
        return new Answer(id, config.model(), asked, prefilled.tokens(), prefilled.cached(), output);
    }

    /**
     * A prompt that is in the cache.
     *
     * @param tokens how many tokens it has
     * @param cached how many of them were there before
     */
    private record Prefilled(int tokens, int cached) {}

    private static void whole(Answer answer, HttpReply reply, Dialect dialect, Pace pace) throws IOException {
        for (int i = 0; i < answer.outputTokens(); i++) {
            pace.awaitToken(i);
        }
        reply.json(200, dialect.whole(answer));
    }

    private static void stream(Answer answer, HttpReply reply, Dialect dialect, Pace pace) throws IOException {
        reply.begin(200, "text/event-stream");
        for (int i = 0; i < answer.outputTokens(); i++) {
            pace.awaitToken(i);
            reply.part(dialect.token(answer, i));
        }
        reply.part(dialect.end(answer));
        reply.end();
    }
}
