package io.smg.k8s;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.smg.api.DiscoveryContext;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A connection with the API server that a pod's surroundings or a kubeconfig name. The thin edge to the Kubernetes
 * client: it neither retries nor reconnects, which is for the follower.
 */
final class ApiServer implements Cluster {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final String EVERYWHERE = "*";

    private final KubernetesClient client;
    private final FilterWatchListDeletable<Pod, PodList, PodResource> pods;
    private final PodReader reader;
    private final String place;

    ApiServer(KubernetesClient client, DiscoveryContext context) {
        this.client = client;
        this.reader = new PodReader(context.modelIdFrom());
        String namespace = context.namespace()
                .orElseGet(() -> OwnNamespace.of(client.getConfiguration().getNamespace()));
        boolean everywhere = namespace.equals(EVERYWHERE);
        this.place = everywhere ? "in all namespaces" : "in namespace " + namespace;
        this.pods = (everywhere ? client.pods().inAnyNamespace() : client.pods().inNamespace(namespace))
                .withLabels(context.selector());
    }

    /** Connects with the cluster that the gateway's surroundings name now. */
    static ApiServer connect(DiscoveryContext context) {
        ClientLog.quieten();
        try {
            return new ApiServer(client(Config.autoConfigure(null), TIMEOUT_MILLIS), context);
        } catch (RuntimeException e) {
            throw new ClusterException("no use of the cluster's configuration: " + e.getMessage());
        }
    }

    /** A client that gives up after a while, each time for good. */
    static KubernetesClient client(Config place, int timeoutMillis) {
        Config config = new ConfigBuilder(place)
                .withConnectionTimeout(timeoutMillis)
                .withRequestTimeout(timeoutMillis)
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectLimit(0)
                .build();
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new JdkHttpClientFactory())
                .withTaskExecutor(
                        task -> Thread.ofVirtual().name("kubernetes client").start(task))
                .build();
    }

    @Override
    public Listing list() {
        try {
            // Without a version, so that it is never older than what another API server has shown before.
            PodList list = pods.list();
            return new Listing(
                    list.getMetadata().getResourceVersion(),
                    list.getItems().stream().map(reader::read).toList());
        } catch (RuntimeException e) {
            throw Complaint.of("list", place, server(), e);
        }
    }

    /** Bounded here: the client waits for ever for an API server that has accepted the connection and then says nothing. */
    @Override
    public Watch watch(String version, Watcher watcher) {
        FutureTask<Watch> beginning = new FutureTask<>(() -> begin(version, watcher));
        Thread thread = Thread.ofVirtual().name("kubernetes watch begins").start(beginning);
        try {
            return beginning.get(client.getConfiguration().getRequestTimeout(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            throw Complaint.of("watch", place, server(), new CompletionException(e));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ClusterException complaint ? complaint : new ClusterException(e.toString());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new ClusterException("the gateway ends");
        }
    }

    private Watch begin(String version, Watcher watcher) {
        var options = new ListOptionsBuilder()
                .withResourceVersion(version)
                .withAllowWatchBookmarks(true)
                .build();
        try {
            return pods.watch(options, new Events(watcher))::close;
        } catch (RuntimeException e) {
            throw Complaint.of("watch", place, server(), e);
        }
    }

    private String server() {
        return client.getMasterUrl().toString();
    }

    @Override
    public void close() {
        client.close();
    }

    /** Hands on what the client's watch tells. */
    private final class Events implements io.fabric8.kubernetes.client.Watcher<Pod> {

        private final Watcher watcher;

        Events(Watcher watcher) {
            this.watcher = watcher;
        }

        @Override
        public boolean reconnecting() {
            return false;
        }

        @Override
        public void eventReceived(Action action, Pod pod) {
            switch (action) {
                case ADDED, MODIFIED -> watcher.seen(reader.read(pod));
                case DELETED -> watcher.gone(reader.read(pod));
                case BOOKMARK -> watcher.nothingNew();
                case ERROR -> watcher.ended("the API server has sent an error");
            }
        }

        @Override
        public void onClose() {
            watcher.ended("the watch was closed");
        }

        @Override
        public void onClose(WatcherException cause) {
            watcher.ended(cause.isHttpGone() ? "the version is gone (410)" : String.valueOf(cause.getMessage()));
        }
    }
}
