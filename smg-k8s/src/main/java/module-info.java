/*
 * Workers from a Kubernetes cluster: pods that a selector finds.
 *
 * <p>The Kubernetes client has no module descriptors, so its classes are folded into this module. It is open because
 * the client's JSON binding reflects on the classes of the model.
 */
open module io.smg.k8s {
    requires static org.jspecify;
    requires static java.sql; // one cast in a library's date conversion
    requires com.fasterxml.jackson.annotation;
    requires io.smg.api;
    requires java.logging;
    requires java.net.http;
    requires org.slf4j;
    requires org.slf4j.jul; // routes the client's log into the gateway's
    requires org.snakeyaml.engine;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;

    uses io.fabric8.kubernetes.api.builder.VisitorListener;
    uses io.fabric8.kubernetes.api.model.KubernetesResource;
    uses io.fabric8.kubernetes.client.ServiceToURLProvider;
    uses io.fabric8.kubernetes.client.extension.ExtensionAdapter;
    uses io.fabric8.kubernetes.client.http.HttpClient.Factory;

    provides io.fabric8.kubernetes.api.model.KubernetesResource with
            io.fabric8.kubernetes.api.model.Pod,
            io.fabric8.kubernetes.api.model.PodList,
            io.fabric8.kubernetes.api.model.Status;
    provides io.fabric8.kubernetes.client.http.HttpClient.Factory with
            io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
    provides io.smg.api.WorkerDiscoveryProvider with
            io.smg.k8s.KubernetesDiscoveryProvider;
}
