package io.smg.k8s;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The namespace that the gateway itself is in. */
final class OwnNamespace {

    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");

    private OwnNamespace() {}

    /**
     * What the service account says, else the context of the kubeconfig, else {@code default}.
     *
     * @param context the namespace of the kubeconfig's context
     */
    static String of(@Nullable String context) {
        return of(SERVICE_ACCOUNT, context);
    }

    static String of(Path file, @Nullable String context) {
        return read(file)
                .or(() -> Optional.ofNullable(context).filter(name -> !name.isBlank()))
                .orElse("default");
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip()).filter(name -> !name.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
