package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.receipt.NoticeToken;

class UndoTest {
    @Test
    void theExpiryTellsTheEndpointAndLeavesThirtyDays() {
        Instant start = Instant.parse("2026-11-25T10:00:30Z");
        for (int minute = 0; minute < 40; minute++) {
            Instant now = start.plus(Duration.ofMinutes(minute));
            for (int endpoint = 0; endpoint < Endpoint.MAX; endpoint++) {
                Instant expiry = Undo.expiry(now, endpoint);
                NoticeToken token = NoticeToken.of(NoticeKind.UNSUBSCRIBED, 7, 3, expiry);
                assertThat(Undo.endpoint(token)).isEqualTo(endpoint);
                assertThat(Duration.between(now, token.expires()))
                        .isBetween(Duration.ofDays(30), Duration.ofDays(30).plusMinutes(16));
            }
        }
    }
}
