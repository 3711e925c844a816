package io.smg.e2e;

import io.smg.distribution.Launched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a kubelet mounts into a pod for its service account, and a way to run a program that finds it where pods do. */
final class ServiceAccountMount {

    private final Path run;
    private final Path mount;
    private int versions;

    private ServiceAccountMount(Path run) throws IOException {
        this.run = run;
        this.mount = Files.createDirectories(run.resolve("secrets/kubernetes.io/serviceaccount"));
    }

    /** Mounts what a service account has. */
    static ServiceAccountMount of(Path run, Path certificate, String namespace, String token) throws IOException {
        ServiceAccountMount mount = new ServiceAccountMount(run);
        Files.copy(certificate, mount.mount.resolve("ca.crt"));
        Files.writeString(mount.mount.resolve("namespace"), namespace);
        mount.renew(token);
        Files.createSymbolicLink(mount.mount.resolve("token"), Path.of("..data/token"));
        return mount;
    }

    /** Replaces the token in one step, as a kubelet does. */
    void renew(String token) throws IOException {
        String version = "..version-" + ++versions;
        Files.writeString(Files.createDirectory(mount.resolve(version)).resolve("token"), token);
        Path link = Files.createSymbolicLink(mount.resolve("..new"), Path.of(version));
        Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whether this machine lets a test have mounts of its own. */
    static boolean isPossible() throws InterruptedException {
        try (Launched attempt =
                Launched.start(List.of("sh", "-c", "unshare -m mount --bind /run /run"), Map.of(), Built.ROOT)) {
            return Finished.of(attempt).status() == 0;
        }
    }

    /** Runs the gateway as if it were in a pod. */
    Launched launch(int apiServer, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                "mount --bind \"$0\" /run && exec \"$@\"",
                run.toString(),
                Built.KUBERNETES_IMAGE.launcher().toString()));
        command.addAll(arguments);
        return Launched.start(
                command,
                Map.of(
                        "HOME", run.toString(),
                        "KUBERNETES_SERVICE_HOST", "127.0.0.1",
                        "KUBERNETES_SERVICE_PORT", String.valueOf(apiServer)),
                run);
    }
}
