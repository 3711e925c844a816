package io.smg.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PromptTextTest {

    @Test
    void hasFourCharactersForEachToken() {
        TracedRequest request = new TracedRequest(0, 700, 1, new long[] {1, 2});

        assertThat(PromptText.of(request)).hasSize(2_800);
    }

    @Test
    void isEqualAsFarAsTheIdsAre() {
        String one = PromptText.of(Traces.request(0, 5, 6, 7));
        String other = PromptText.of(Traces.request(9, 5, 6, 8));

        assertThat(one.substring(0, 4_096)).isEqualTo(other.substring(0, 4_096));
        assertThat(one.substring(4_096)).isNotEqualTo(other.substring(4_096));
    }

    @Test
    void differsWithinTheFirstCharactersOfABlock() {
        long distinct = LongStream.range(0, 10_000)
                .mapToObj(id -> PromptText.of(Traces.request(0, id)).substring(0, 16))
                .distinct()
                .count();

        assertThat(distinct).isEqualTo(10_000);
    }

    @Test
    void fillsBlocksOfAnyLength() {
        String whole = PromptText.of(Traces.request(0, 3));
        for (int tokens = 1; tokens <= TracedRequest.BLOCK_TOKENS; tokens++) {
            TracedRequest request = new TracedRequest(0, tokens, 1, new long[] {3});

            assertThat(PromptText.of(request)).isEqualTo(whole.substring(0, 4 * tokens));
        }
    }
}
