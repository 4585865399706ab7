package uk.tocsin.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Language;
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
                        endpoints())
                .as(Contact::new);
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
                        Arbitraries.of(ChannelKind.class), Arbitraries.oneOf(List.of(token, number, mail, any)))
                .as((channel, address) -> new Endpoint(0, channel, address))
                .list()
                .ofMaxSize(Endpoint.MAX)
                .map(ContactCodecProperties::numbered);
    }

    private static Arbitrary<String> base64(int min, int max) {
        return Arbitraries.strings().withChars(BASE64URL).ofMinLength(min).ofMaxLength(max);
    }

    private static List<Endpoint> numbered(List<Endpoint> endpoints) {
        List<Endpoint> numbered = new ArrayList<>();
        endpoints.forEach(e -> numbered.add(new Endpoint(numbered.size(), e.channel(), e.address())));
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
