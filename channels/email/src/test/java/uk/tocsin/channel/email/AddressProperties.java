package uk.tocsin.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/// Tokens keep their value in every spelling, and no address brings a control character.
class AddressProperties {
    @Property(tries = 300)
    void aTokenHasOneValueInBothSpellings(@ForAll @Size(TokenText.BYTES) byte[] bytes) {
        String url = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String base32 = TokenText.toBase32(url);

        assertThat(base32).hasSize(TokenText.BASE32).matches("[a-z2-7]+");
        assertThat(TokenText.toBase64Url(base32)).contains(url);
        assertThat(TokenText.toBase64Url(base32.toUpperCase(Locale.ROOT))).contains(url);
    }

    @Property(tries = 300)
    void anythingElseIsNoToken(@ForAll String text) {
        TokenText.toBase64Url(text)
                .ifPresent(url -> assertThat(TokenText.toBase32(url)).isEqualTo(text.toLowerCase(Locale.ROOT)));
    }

    @Property(tries = 500)
    void aMailboxHasNothingThatEndsALineOrAPath(@ForAll String local, @ForAll String domain) {
        for (String address : new String[] {local + "@" + domain, local + "@example.test", "ann@" + domain}) {
            Mailbox mailbox = Mailbox.parse(address);
            if (mailbox != null) {
                assertThat(mailbox.text().chars()).noneMatch(Character::isISOControl);
                assertThat(mailbox.text().substring(mailbox.text().lastIndexOf('@')))
                        .matches("@[A-Za-z0-9.-]+");
            }
        }
    }
}
