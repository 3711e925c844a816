package io.smg.server.exchange;

import io.smg.api.Usage;
import io.smg.server.admission.Admission;
import io.smg.server.admission.BodyMemory;
import io.smg.server.observe.Event;
import io.smg.server.observe.RequestRecord;
import io.smg.server.routing.Choice;
import io.smg.server.routing.Pool;
import io.smg.server.routing.Router;
import io.smg.server.upstream.BrokenAnswerException;
import io.smg.server.upstream.Connections;
import io.smg.server.upstream.SendResult;
import io.smg.server.upstream.UpstreamExchange;
import io.smg.server.worker.Backend;
import io.smg.server.worker.Lease;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The whole life of an inference request, from the client's head to the last byte of its answer, on one virtual thread.
 * Everything that is taken on the way, places, memory, load and connections, is given back by the block that took it.
 * Thread-safe.
 */
public final class Exchange implements CallHandler {

    private static final System.Logger LOG = System.getLogger(Exchange.class.getName());

    private final Admission admission;
    private final BodyMemory bodies;
    private final RequestReader reader;
    private final OutboundRequests outbound;
    private final Retries retries;
    private final Router router;
    private final Connections connections;
    private final Consumer<Backend> suspicion;
    private final Duration firstByteTimeout;
    private final LongSupplier nanoTime;

    /**
     * Makes the data path.
     *
     * @param settings what the operator chose
     * @param parts what the path leads through
     * @param nanoTime a monotonic clock
     */
    public Exchange(ExchangeSettings settings, Parts parts, LongSupplier nanoTime) {
        this.admission = parts.admission();
        this.bodies = parts.bodies();
        this.reader = new RequestReader(settings.aliases());
        this.outbound = new OutboundRequests(settings.keysAreOurs());
        this.retries = new Retries(settings.retry());
        this.router = parts.router();
        this.connections = parts.connections();
        this.suspicion = parts.suspicion();
        this.firstByteTimeout = settings.firstByteTimeout();
        this.nanoTime = nanoTime;
    }

    /**
     * What the path of a request leads through.
     *
     * @param admission lets requests in
     * @param bodies the memory for their bodies
     * @param router chooses workers
     * @param connections lead to them
     * @param suspicion is told of workers that could not be reached
     */
    public record Parts(
            Admission admission,
            BodyMemory bodies,
            Router router,
            Connections connections,
            Consumer<Backend> suspicion) {}

    @Override
    public void handle(Client client, ClientAnswer answer) {
        try (Admission.Visit visit = admission.visit()) {
            admit(visit, client, answer.record()); // or 429, 408
            try (BodyMemory.Share memory = bodies.share();
                    Attempts attempts = retries.begin()) {
                InboundRequest request = reader.read(client, memory); // or 413, 400, 503
                Pool pool = router.pool(request.model()).orElseThrow(() -> modelNotFound(request));
                request.routedIn(pool);
                answer.record().understood(request.endpoint().path(), pool.model(), request.body().length);
                while (!attempt(request, attempts, answer)) {
                    pauseBeforeSameWorker(request, attempts);
                    request.nextAttempt();
                }
            }
        }
    }

    private static void admit(Admission.Visit visit, Client client, RequestRecord record) {
        record.asksToEnter();
        client.whenLeft(visit::leave);
        switch (visit.enter()) {
            case ADMITTED -> record.admitted();
            case QUEUE_FULL -> throw refused(record, ErrorReply.queueFull());
            case TIMED_OUT -> throw refused(record, ErrorReply.queueTimeout());
            case LEFT -> throw new ClientGoneException();
        }
    }

    private static GatewayException refused(RequestRecord record, ErrorReply reply) {
        record.refusedAtDoor();
        return new GatewayException(reply);
    }

    /** Sends the request to one worker; false if it should be sent again. */
    private boolean attempt(InboundRequest request, Attempts attempts, ClientAnswer answer) {
        Optional<Dispatch> next = dispatch(request, attempts);
        if (next.isEmpty()) {
            giveUp(attempts, answer, ErrorReply.noAvailableWorkers());
            return true;
        }
        try (Dispatch dispatch = next.get();
                UpstreamExchange upstream = connections.open(dispatch.worker())) {
            request.client().whenLeft(upstream::cancel);
            answer.record().dispatched(dispatch.worker().toString(), dispatch.predictedTokens());
            return switch (upstream.send(outbound.of(request, dispatch.worker()), firstByteTimeout)) {
                case SendResult.Answered answered -> answered(answered, request, attempts, dispatch, answer);
                case SendResult.Failed failure -> failed(failure, request, attempts, dispatch, answer);
                case SendResult.ClientLeft left -> cancelled(attempts, dispatch, answer);
            };
        }
    }

    /** Chooses a worker and counts the request in there; nothing if no worker can take it. */
    private Optional<Dispatch> dispatch(InboundRequest request, Attempts attempts) {
        Optional<Choice> choice = router.choose(request, attempts.tried());
        while (choice.isPresent()) {
            Choice chosen = choice.get();
            int uncached =
                    Math.max(0, request.promptTokens() - chosen.decision().cachedTokens());
            Optional<Lease> lease = chosen.worker().lease(uncached);
            if (lease.isPresent()) {
                return Optional.of(new Dispatch(router, request, chosen, lease.get(), nanoTime));
            }
            // Somebody else took the place of the one request that a half-open breaker lets through.
            choice = router.choose(request, attempts.tried());
        }
        return Optional.empty();
    }

    private boolean answered(
            SendResult.Answered answered,
            InboundRequest request,
            Attempts attempts,
            Dispatch dispatch,
            ClientAnswer answer) {
        Judgement judgement = Judgement.of(answered.head().status());
        dispatch.began(answered.head(), judgement);
        if (judgement.isWorthARetry() && mayRetry(answered, request, attempts, dispatch.worker())) {
            attempts.hold(HeldAnswer.of(answered));
            dispatch.ended(answered.head(), Optional.empty());
            return false;
        }
        relay(answered, dispatch, answer);
        return true;
    }

    /** A worker that says when to come back is not asked again sooner, but another one may be. */
    private boolean mayRetry(SendResult.Answered answered, InboundRequest request, Attempts attempts, Backend worker) {
        attempts.note(worker);
        boolean elsewhere = router.hasOther(request, attempts.tried());
        boolean notYet = answered.head().fields().first("Retry-After").isPresent();
        return (elsewhere || !notYet) && attempts.mayRetry();
    }

    private static void relay(SendResult.Answered answered, Dispatch dispatch, ClientAnswer answer) {
        Relay relay = new Relay(answered, answer);
        answer.record().answering(relay.isEventStream());
        try {
            relay.pass();
            Optional<Usage> usage = relay.usage();
            usage.ifPresent(answer.record()::used);
            dispatch.ended(answered.head(), usage);
        } catch (BrokenAnswerException e) {
            if (answer.client().hasLeft()) {
                dispatch.cancelled();
                throw new ClientGoneException();
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "worker {0} broke off: {1} (request {2})",
                    dispatch.worker(),
                    e.getMessage(),
                    answer.client().requestId(),
                    Event.WORKER_BROKE);
            dispatch.failed();
            relay.breakOff(
                    e.reason() == BrokenAnswerException.Reason.SILENT
                            ? ErrorReply.upstreamSilent()
                            : ErrorReply.upstreamBroken());
        } catch (ClientGoneException e) {
            dispatch.cancelled();
            throw e;
        }
    }

    private boolean failed(
            SendResult.Failed failure,
            InboundRequest request,
            Attempts attempts,
            Dispatch dispatch,
            ClientAnswer answer) {
        LOG.log(
                System.Logger.Level.WARNING,
                "worker {0}: {1} (request {2})",
                dispatch.worker(),
                failure.detail(),
                answer.client().requestId(),
                Event.WORKER_FAILED);
        dispatch.failed();
        attempts.note(dispatch.worker());
        suspicion.accept(dispatch.worker());
        if (attempts.mayGoElsewhere(failure, router.hasOther(request, attempts.tried()))) {
            return false;
        }
        giveUp(attempts, answer, reply(failure));
        return true;
    }

    /** The connection was closed on this side: because the client left, or because the worker had to go. */
    private static boolean cancelled(Attempts attempts, Dispatch dispatch, ClientAnswer answer) {
        if (answer.client().hasLeft()) {
            dispatch.cancelled();
            throw new ClientGoneException();
        }
        dispatch.failed();
        giveUp(attempts, answer, ErrorReply.upstreamUnreachable());
        return true;
    }

    /** Passes on the last answer that a worker gave, or says that there was none. */
    private static void giveUp(Attempts attempts, ClientAnswer answer, ErrorReply noAnswer) {
        HeldAnswer held = attempts.lastAnswer().orElseThrow(() -> new GatewayException(noAnswer));
        Relay.pass(held, answer);
    }

    private void pauseBeforeSameWorker(InboundRequest request, Attempts attempts) {
        if (!router.hasOther(request, attempts.tried())) {
            new Pause(request.client()).await(attempts.nextBackoff()); // the client may leave meanwhile
        }
    }

    private static GatewayException modelNotFound(InboundRequest request) {
        return new GatewayException(ErrorReply.modelNotFound(request.model()));
    }

    private static ErrorReply reply(SendResult.Failed failure) {
        return switch (failure.kind()) {
            case UNREACHABLE, CLOSED -> ErrorReply.upstreamUnreachable();
            case TIMED_OUT -> ErrorReply.upstreamTimeout();
            case MALFORMED -> ErrorReply.upstreamMalformed();
        };
    }
}
