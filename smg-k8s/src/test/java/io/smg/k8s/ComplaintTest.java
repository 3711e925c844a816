package io.smg.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ComplaintTest {

    @Test
    void namesThePermissionThatIsMissing() {
        assertThat(of(answer(403, "pods is forbidden: User \"x\" cannot list")))
                .isEqualTo("the gateway may not list pods in namespace ns, it needs get, list and watch: pods is"
                        + " forbidden: User \"x\" cannot list");
    }

    @Test
    void saysThatCredentialsAreNotAccepted() {
        assertThat(of(answer(401, "Unauthorized")))
                .isEqualTo("API server https://k/ does not accept the gateway's credentials (401)");
    }

    @Test
    void passesOnWhatTheApiServerAnswers() {
        assertThat(of(answer(500, "etcd is away"))).isEqualTo("API server https://k/ answers 500: etcd is away");
    }

    @Test
    void namesTheAddressThatDoesNotAnswer() {
        assertThat(of(failure(new ConnectException()))).isEqualTo(noAnswer("it can't be connected with"));
        assertThat(of(failure(new UnknownHostException("k")))).isEqualTo(noAnswer("its name is unknown"));
        assertThat(of(failure(new UnresolvedAddressException()))).isEqualTo(noAnswer("its name is unknown"));
        assertThat(of(failure(new HttpTimeoutException("t")))).isEqualTo(noAnswer("it takes too long"));
        assertThat(of(failure(new TimeoutException()))).isEqualTo(noAnswer("it takes too long"));
        assertThat(of(failure(new IOException("PKIX path building failed"))))
                .isEqualTo(noAnswer("PKIX path building failed"));
        assertThat(of(failure(new IOException()))).isEqualTo(noAnswer("IOException"));
    }

    @Test
    void knowsAnyOtherFailureByItsMessage() {
        assertThat(of(new IllegalStateException("odd"))).isEqualTo(noAnswer("odd"));
    }

    private static String of(RuntimeException cause) {
        return String.valueOf(
                Complaint.of("list", "in namespace ns", "https://k/", cause).getMessage());
    }

    private static String noAnswer(String why) {
        return "API server https://k/ does not answer: " + why;
    }

    private static KubernetesClientException failure(Exception cause) {
        return new KubernetesClientException("An error has occurred.", cause);
    }

    private static KubernetesClientException answer(int code, String message) {
        return new KubernetesClientException(
                new StatusBuilder().withCode(code).withMessage(message).build());
    }
}
