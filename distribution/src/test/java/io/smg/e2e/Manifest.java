package io.smg.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One object of a file in docs/kubernetes.
 *
 * @param yaml its text
 */
record Manifest(String yaml) {

    private static final String NAMESPACE = "inference";

    /** Where the API has each kind; what stands before the resource's plural name is its namespace. */
    private static final Map<String, String> PATHS = Map.of(
            "ServiceAccount", "/api/v1/namespaces/%s/serviceaccounts/",
            "Service", "/api/v1/namespaces/%s/services/",
            "Role", "/apis/rbac.authorization.k8s.io/v1/namespaces/%s/roles/",
            "RoleBinding", "/apis/rbac.authorization.k8s.io/v1/namespaces/%s/rolebindings/",
            "ClusterRole", "/apis/rbac.authorization.k8s.io/v1/clusterroles/",
            "ClusterRoleBinding", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/",
            "Deployment", "/apis/apps/v1/namespaces/%s/deployments/",
            "PodDisruptionBudget", "/apis/policy/v1/namespaces/%s/poddisruptionbudgets/",
            "ServiceMonitor", "/apis/monitoring.coreos.com/v1/namespaces/%s/servicemonitors/");

    /** The objects of a file, in another namespace than the one that is written there. */
    static List<Manifest> read(String file, String namespace) {
        try {
            String text = Files.readString(Built.ROOT.resolve(Path.of("docs/kubernetes", file)))
                    .replace("namespace: " + NAMESPACE, "namespace: " + namespace);
            return Stream.of(text.split("\n---\n")).map(Manifest::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the API has the object, if it is in that namespace. */
    String path(String namespace) {
        String kind = field("^kind: (\\S+)");
        return Optional.ofNullable(PATHS.get(kind)).orElseThrow().formatted(namespace)
                + field("^metadata:\n  name: (\\S+)");
    }

    private String field(String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(yaml)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }
}
