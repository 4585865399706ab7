package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.Installation;
import uk.tocsin.console.config.Settings;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Language;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.Tier;
import uk.tocsin.receipt.NoticeToken;
import uk.tocsin.receipt.TokenMint;
import uk.tocsin.register.ContactCodec;
import uk.tocsin.register.Register;

class CodeDeskTest {
    private static final Organisation.Address SAM = new Organisation.Address(ChannelKind.EMAIL, "sam@example.test");
    private static final Organisation.Address EVE = new Organisation.Address(ChannelKind.EMAIL, "eve@example.test");
    private static final int ORDINAL = 64 + 5;

    private Instant now = Instant.parse("2026-11-25T10:00:00Z");
    private Installation house;
    private CodeDesk codes;
    private TokenMint tokens;

    @BeforeEach
    void open(@TempDir Path data) throws Exception {
        house = Installation.open(Settings.read(Map.of("data.dir", data.toString())));
        Contact sam = new Contact(
                UUID.randomUUID(),
                "Sam",
                Tier.PUBLIC,
                Language.EN,
                true,
                List.of(new Endpoint(0, ChannelKind.EMAIL, SAM.value())));
        byte[] sealed = house.vault().seal(5, 1, ContactCodec.encode(sam));
        wait(house.register().put(5, List.of(new Register.Entry(1, sealed))));
        tokens = house.keys().tokens();
        codes = new CodeDesk(
                new SecretKeySpec(new byte[32], "HmacSHA256"),
                (_, _, _, _, _) -> Future.succeededFuture(),
                new Contacts(house.register(), house.vault()),
                tokens,
                () -> now);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static void wait(CompletionStage<?> stage) throws Exception {
        CompletableFuture<?> future = stage.toCompletableFuture();
        future.get(30, TimeUnit.SECONDS);
    }

    private String asked() {
        Instant expires = now.plus(Duration.ofMinutes(15));
        Installation.await(codes.ask(NoticeKind.SIGN_IN, ChannelKind.EMAIL, ORDINAL, 0, expires), 30);
        return tokens.code(NoticeToken.of(NoticeKind.SIGN_IN, ORDINAL, 0, expires));
    }

    private static String other(String code) {
        return "%06d".formatted((Integer.parseInt(code) + 1) % 1_000_000);
    }

    @Test
    void theRightCodeIsTakenForItsAddressUntilItExpires() {
        String code = asked();
        assertThat(codes.take(EVE, code)).isEmpty();
        assertThat(codes.take(SAM, code)).isPresent();
        now = now.plus(Duration.ofMinutes(16));
        assertThat(codes.take(SAM, code)).isEmpty();
    }

    @Test
    void afterFiveWrongOnesNoneIsTakenForAnHour() {
        String code = asked();
        for (int i = 0; i < 5; i++) {
            assertThat(codes.take(SAM, other(code))).isEmpty();
        }
        assertThat(codes.take(SAM, code)).isEmpty();
        now = now.plus(Duration.ofMinutes(14));
        assertThat(codes.take(SAM, code)).isEmpty();
        now = now.plus(Duration.ofMinutes(47));
        assertThat(codes.take(SAM, asked())).isPresent();
    }

    @Test
    void afterTheFifthNoneIsTakenForAQuarterOfAnHourEvenIfTheFirstIsLongAgo() {
        String wrong = other(asked());
        for (int i = 0; i < 4; i++) {
            assertThat(codes.take(SAM, wrong)).isEmpty();
        }
        now = now.plus(Duration.ofMinutes(59));
        assertThat(codes.take(SAM, other(asked()))).isEmpty();
        now = now.plus(Duration.ofMinutes(10));
        assertThat(codes.take(SAM, asked())).isEmpty();
        now = now.plus(Duration.ofMinutes(6));
        assertThat(codes.take(SAM, asked())).isPresent();
    }
}
