package uk.tocsin.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

class PackedTextProperties {
    private static byte[] packed(String text) {
        Out out = new Out();
        PackedText.write(out, text);
        return out.toBytes();
    }

    private static String unpacked(byte[] bytes) {
        In in = new In(bytes);
        String text = PackedText.read(in);
        in.end();
        return text;
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(60),
                Arbitraries.strings().alpha().numeric().withChars(" .,-'@").ofMaxLength(80),
                Arbitraries.strings().withCharRange(' ', 'ſ').ofMaxLength(20));
    }

    @Property(tries = 1000)
    void whatIsPackedComesBack(@ForAll("texts") String text) {
        assertThat(unpacked(packed(text))).isEqualTo(text);
    }

    @Property(tries = 300)
    void whatIsCutIsDetected(@ForAll("texts") String text, @ForAll @IntRange int where) {
        byte[] whole = packed(text);
        byte[] cut = java.util.Arrays.copyOf(whole, where % whole.length);
        assertThatThrownBy(() -> unpacked(cut)).isInstanceOf(CorruptRecordException.class);
    }

    @Example
    void anAddressTakesTwoThirds() {
        for (String text : new String[] {"1 High Street, Camden", "sam.smith@cafe.example.test", "Aisha Ahmed Ltd"}) {
            assertThat(packed(text).length).isLessThanOrEqualTo(2 * text.length() / 3 + 2);
        }
        assertThat(packed("Café")).hasSize(1 + "Café".getBytes(StandardCharsets.UTF_8).length);
        assertThat(packed("")).hasSize(1);
    }

    /// The format is for ever: these bytes were written by the first version.
    @Example
    void theCodeNeverChanges() {
        assertThat(packed("Sam@cafe.uk")).containsExactly(23, 237, 58, 37, 156, 234, 7, 205, 224);
    }
}
