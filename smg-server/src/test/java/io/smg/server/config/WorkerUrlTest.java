package io.smg.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerUrlTest {

    @ParameterizedTest
    @CsvSource({
        "http://a, http://a",
        "http://a/, http://a",
        "http://a:8000, http://a:8000",
        "http://a:80, http://a",
        "http://a:443, http://a:443",
        "https://a:443/, https://a",
        "HTTPS://Worker-1.Example:8443, https://worker-1.example:8443",
        "http://10.0.0.1:8000, http://10.0.0.1:8000",
        "http://[::1]:8000, http://[::1]:8000",
        "http://[FE80::A], http://[fe80::a]",
        "http://a/Base/v2//, http://a/Base/v2",
        "http://a/b%2Fc/, http://a/b%2Fc",
        "http://a:, http://a",
        "http://a:65535, http://a:65535"
    })
    void writesOneWorkerInOneWay(String text, URI expected) {
        assertThat(WorkerUrl.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a:8000",
                "localhost:8000",
                "/path",
                "//a",
                "ftp://a",
                "grpc://a",
                "http:a",
                "http:/a",
                "http://",
                "http:///path",
                "http://:80",
                "http://user@a",
                "http://user:word@a",
                "http://a?",
                "http://a?x=1",
                "http://a#",
                "http://a/#x",
                "http://a:0",
                "http://a:65536",
                "http://a:-1",
                "http://a:x",
                "http://::1",
                "http://[::1",
                "http://a b",
                " http://a",
                "http://a,http://b",
                "http://a_b"
            })
    void refusesWhatIsNoWorkersUrl(String text) {
        assertThat(WorkerUrl.parse(text)).isEmpty();
    }

    @Test
    void refusesWhatIsTooLongToBeSaidAgain() {
        assertThat(WorkerUrl.parse("http://a/" + "x".repeat(1015))).isPresent();
        assertThat(WorkerUrl.parse("http://a/" + "x".repeat(1016))).isEmpty();
    }
}
