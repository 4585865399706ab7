package uk.tocsin.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.EndpointState;
import uk.tocsin.model.Language;
import uk.tocsin.model.Preferences;
import uk.tocsin.model.Profile;
import uk.tocsin.model.QuietHours;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Tier;
import uk.tocsin.model.codec.CorruptRecordException;

class ContactCodecProperties {
    private static final String BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    @Provide
    Arbitrary<Contact> contacts() {
        Arbitrary<UUID> ids =
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
        return Combinators.combine(
                        ids,
                        Arbitraries.strings().withCharRange(' ', 'ſ').ofMaxLength(40),
                        Arbitraries.of(Tier.class),
                        Arbitraries.of(Language.class),
                        Arbitraries.of(true, false),
                        endpoints(),
                        profiles())
                .as(Contact::new);
    }

    private static Arbitrary<Profile> profiles() {
        Arbitrary<Instant> times = Arbitraries.longs().between(0, 1L << 42).map(Instant::ofEpochMilli);
        Arbitrary<Consent> consents = Combinators.combine(
                        Arbitraries.of(Consent.Purpose.class),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 1 << 20),
                        times,
                        Arbitraries.of(Consent.Source.class))
                .as(Consent::new);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1 << 28).list().ofMaxSize(9),
                        Arbitraries.integers().between(0, 1 << 24).list().ofMaxSize(5),
                        preferences(),
                        consents.list().ofMaxSize(4),
                        Arbitraries.maps(Arbitraries.integers().between(0, Endpoint.MAX - 1), times)
                                .ofMaxSize(3),
                        times,
                        Arbitraries.longs().between(0, 1L << 33))
                .as(Profile::new);
    }

    private static Arbitrary<Preferences> preferences() {
        return Combinators.combine(
                        Arbitraries.of(Severity.class), Arbitraries.of(QuietHours.class), Arbitraries.of(true, false))
                .as(Preferences::new);
    }

    @Property(tries = 100)
    void preferencesAreOneNumber(@ForAll("anyPreferences") Preferences preferences) {
        assertThat(Preferences.of(preferences.code())).isEqualTo(preferences);
        assertThat(Preferences.ALL.code()).isZero();
    }

    @Provide
    Arbitrary<Preferences> anyPreferences() {
        return preferences();
    }

    @Property(tries = 200)
    void premisesComeBack(
            @ForAll @IntRange(min = 4900, max = 6100) int latitude,
            @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 1 << 28) Integer> segments,
            @ForAll String text) {
        Premises premises = new Premises(
                new UUID(latitude, -latitude),
                text,
                "",
                text,
                "NW1 8AB",
                latitude / 100.0,
                -0.14321,
                segments,
                segments);
        assertThat(Premises.decode(premises.encode())).isEqualTo(premises);
    }

    private static Arbitrary<List<Endpoint>> endpoints() {
        Arbitrary<String> token =
                Combinators.combine(base64(0, 30), base64(0, 150)).as((a, b) -> a + ":" + b);
        Arbitrary<String> number =
                Arbitraries.strings().numeric().ofMaxLength(17).map(digits -> "+" + digits);
        Arbitrary<String> mail =
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(30).map(s -> s + "@a.example.test");
        Arbitrary<String> any = Arbitraries.strings().ascii().ofMaxLength(60);
        return Combinators.combine(
                        Arbitraries.of(ChannelKind.class),
                        Arbitraries.oneOf(List.of(token, number, mail, any)),
                        Arbitraries.of(EndpointState.class))
                .as((channel, address, state) -> new Endpoint(0, channel, address, state))
                .list()
                .ofMaxSize(Endpoint.MAX)
                .map(ContactCodecProperties::numbered);
    }

    private static Arbitrary<String> base64(int min, int max) {
        return Arbitraries.strings().withChars(BASE64URL).ofMinLength(min).ofMaxLength(max);
    }

    private static List<Endpoint> numbered(List<Endpoint> endpoints) {
        List<Endpoint> numbered = new ArrayList<>();
        endpoints.forEach(e -> numbered.add(new Endpoint(numbered.size(), e.channel(), e.address(), e.state())));
        return numbered;
    }

    @Property(tries = 400)
    void everyContactComesBack(@ForAll("contacts") Contact contact) {
        byte[] bytes = ContactCodec.encode(contact);
        assertThat(ContactCodec.decode(bytes)).isEqualTo(contact);
    }

    @Property(tries = 200)
    void aContactThatWasCutOrGrewIsRefused(@ForAll("contacts") Contact contact, @ForAll int random) {
        byte[] bytes = ContactCodec.encode(contact);
        byte[] cut = Arrays.copyOf(bytes, Math.floorMod(random, bytes.length));
        assertThatThrownBy(() -> ContactCodec.decode(cut)).isInstanceOf(CorruptRecordException.class);
        byte[] grown = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> ContactCodec.decode(grown)).isInstanceOf(CorruptRecordException.class);
    }

    @Property(tries = 200)
    void anythingElseIsDecodedOrRefusedAsCorrupt(@ForAll byte[] bytes) {
        try {
            assertThat(ContactCodec.encode(ContactCodec.decode(bytes))).isNotEmpty();
        } catch (CorruptRecordException e) {
            assertThat(e).hasMessageNotContaining("@");
        }
    }

    @Example
    void aTypicalContactIsShort() {
        String token = "c".repeat(22) + ":APA91b" + "x".repeat(134);
        Contact contact = new Contact(
                new UUID(1, 2),
                "Alex Example",
                Tier.BUSINESS,
                Language.EN,
                true,
                List.of(
                        new Endpoint(0, ChannelKind.PUSH, token),
                        new Endpoint(1, ChannelKind.SMS, "+447700900123"),
                        new Endpoint(2, ChannelKind.EMAIL, "alex.example@cafe.example.test")));
        assertThat(ContactCodec.encode(contact).length).isLessThanOrEqualTo(220);
    }
}
