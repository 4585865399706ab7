package uk.tocsin.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.twilio.rest.api.v2010.account.Message;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.tocsin.lane.Channel.Resolution;
import uk.tocsin.receipt.DeliveryToken;
import uk.tocsin.receipt.TokenMint;

class TextSearchTest {
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final DateTimeFormatter TWILIO_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss '+0000'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final Instant SINCE = Instant.parse("2026-03-02T10:00:00.700Z");
    private static final String TO = "+447700900001";
    private static final DeliveryToken DELIVERY = new DeliveryToken(7, 1, 0, 0);
    private static final String TOKEN = token(2, DELIVERY);
    private static final String TEXT = text(TOKEN);

    private final TextSearch search = new TextSearch(TO, TEXT, TOKEN, SINCE);

    private static String token(int key, DeliveryToken delivery) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) key);
        return new TokenMint(key, Map.of(key, secret)).url(delivery);
    }

    private static String text(String token) {
        return "Avoid Bow Lane. https://alerts.example.test/a/" + token;
    }

    @Test
    void aTextThatWasSentBeforeARestoreIsFoundThoughItsTokenIsOfAnotherKey() throws Exception {
        add("SM1", text(token(1, DELIVERY)), SINCE);

        assertThat(search.verdict()).isEqualTo(new Resolution.Sent("SM1"));
    }

    @Test
    void alteredItIsNotAbsentEither() throws Exception {
        add("SM1", "Sent from a trial account - " + text(token(1, DELIVERY)), SINCE);

        assertThat(search.verdict()).isEqualTo(new Resolution.Undecided());
    }

    @Test
    void theSameWordsForAnotherDeliveryAreNotIt() throws Exception {
        add("SM1", text(token(2, new DeliveryToken(7, 2, 0, 0))), SINCE);
        add("SM2", text(token(1, new DeliveryToken(6, 1, 0, 0))), SINCE);
        add("SM3", text(token(2, DELIVERY)) + "x", SINCE.minusSeconds(60));
        add("SM4", text(""), SINCE);

        assertThat(search.verdict()).isEqualTo(new Resolution.Absent());
    }

    @Test
    void oneMatchIsSent() throws Exception {
        add("SM1", "Something else", SINCE);
        add("SM2", TEXT, SINCE.plusSeconds(1));

        assertThat(search.verdict()).isEqualTo(new Resolution.Sent("SM2"));
    }

    @Test
    void noMatchIsAbsent() throws Exception {
        assertThat(search.verdict()).isEqualTo(new Resolution.Absent());
        add("SM1", "Something else", SINCE);
        assertThat(search.verdict()).isEqualTo(new Resolution.Absent());
    }

    @Test
    void twoMatchesAreUndecided() throws Exception {
        add("SM1", TEXT, SINCE);
        add("SM2", TEXT, SINCE);

        assertThat(search.verdict()).isEqualTo(new Resolution.Undecided());
    }

    @Test
    void fiveSecondsOfWholeSecondsBeforeThePermitCount() throws Exception {
        add("SM1", TEXT, SINCE.minusSeconds(6));
        assertThat(search.verdict()).isEqualTo(new Resolution.Absent());
        add("SM2", TEXT, SINCE.minusSeconds(5));
        assertThat(search.verdict()).isEqualTo(new Resolution.Sent("SM2"));
    }

    @Test
    void anotherNumberAndInboundTextsDoNotCount() throws Exception {
        search.consider(message(Map.of("to", "+447700900002")));
        search.consider(message(Map.of("direction", "inbound")));

        assertThat(search.verdict()).isEqualTo(new Resolution.Absent());
    }

    @Test
    void whatMayBeOursIsNeverAbsent() throws Exception {
        add("SM1", "", SINCE);
        assertThat(search.verdict()).as("redacted").isEqualTo(new Resolution.Undecided());
        add("SM2", TEXT, SINCE);
        assertThat(search.verdict()).as("the one that matches exactly").isEqualTo(new Resolution.Sent("SM2"));

        TextSearch altered = new TextSearch(TO, TEXT, TOKEN, SINCE);
        altered.consider(message(Map.of("body", "Sent from a trial account - " + TEXT)));
        assertThat(altered.verdict()).as("altered on the way").isEqualTo(new Resolution.Undecided());
    }

    private void add(String sid, String body, Instant created) throws Exception {
        String date = TWILIO_DATE.format(created);
        search.consider(message(Map.of("sid", sid, "body", body, "date_created", date)));
    }

    private static Message message(Map<String, String> fields) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of(
                "sid",
                "SM0",
                "to",
                TO,
                "body",
                TEXT,
                "direction",
                "outbound-api",
                "date_created",
                "Mon, 02 Mar 2026 10:00:01 +0000",
                "status",
                "queued"));
        all.putAll(fields);
        return Message.fromJson(JSON.writeValueAsString(all), JSON);
    }
}
