package uk.tocsin.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import uk.tocsin.model.Audience;

class AudienceFormsProperties {
    private static final Taxonomy TAXONOMY = Taxonomy.standard();

    @Provide
    Arbitrary<Audience> audiences() {
        return Audiences.any();
    }

    /// Words of the language in no order: most are refused late in the parser, some are audiences.
    @Provide
    Arbitrary<String> salads() {
        return Arbitraries.of(
                        "and",
                        "or",
                        "not",
                        "in",
                        "(",
                        ")",
                        ",",
                        "=",
                        ":",
                        "!=",
                        "has",
                        "sms",
                        "sector",
                        "retail",
                        "region",
                        "london",
                        "kent",
                        "everyone",
                        "\"food\"",
                        "'",
                        "secter",
                        "!",
                        "NOT",
                        "é")
                .list()
                .ofMaxSize(20)
                .map(words -> String.join(" ", words));
    }

    /// JSON of the right members in the wrong places.
    @Provide
    Arbitrary<JsonObject> jsons() {
        Arbitrary<Object> leaf = Arbitraries.of(true, 1, "retail", "sector", "region", "kent", new JsonArray());
        return objects(leaf, 4);
    }

    private static Arbitrary<JsonObject> objects(Arbitrary<Object> leaf, int levels) {
        Arbitrary<Object> value = levels == 0
                ? leaf
                : Arbitraries.frequencyOf(
                        Tuple.of(1, leaf),
                        Tuple.of(
                                2,
                                Arbitraries.lazy(() -> objects(leaf, levels - 1))
                                        .map(o -> (Object) o)),
                        Tuple.of(
                                2,
                                Arbitraries.lazy(() -> objects(leaf, levels - 1))
                                        .list()
                                        .ofMaxSize(3)
                                        .map(JsonArray::new)));
        Arbitrary<String> member =
                Arbitraries.of("and", "or", "not", "in", "everyone", "dimension", "values", "valeus", "x");
        return Arbitraries.maps(member, value).ofMaxSize(2).map(JsonObject::new);
    }

    @Property(tries = 500)
    void whatIsPrintedIsParsedBack(@ForAll("audiences") Audience audience) {
        assertThat(AudienceText.parse(AudienceText.print(audience), TAXONOMY)).isEqualTo(audience);
    }

    @Property(tries = 500)
    void whatIsWrittenAsJsonIsReadBack(@ForAll("audiences") Audience audience) {
        String json = AudienceJson.write(audience).encode();
        assertThat(AudienceJson.read(new JsonObject(json), TAXONOMY)).isEqualTo(audience);
    }

    @Property(tries = 1000)
    void anyTextIsAnAudienceOrRefusedWithAPlace(@ForAll String text) {
        parseOrRefuse(text);
    }

    @Property(tries = 1000)
    void anyWordsAreAnAudienceOrRefusedWithAPlace(@ForAll("salads") String text) {
        parseOrRefuse(text);
    }

    @Property(tries = 500)
    void anyJsonIsAnAudienceOrRefusedWithAPath(@ForAll("jsons") JsonObject json) {
        try {
            Audience audience = AudienceJson.read(json, TAXONOMY);
            assertThat(AudienceJson.read(AudienceJson.write(audience), TAXONOMY))
                    .isEqualTo(audience);
        } catch (AudienceException e) {
            assertThat(e.path().orElseThrow()).startsWith("$");
        }
    }

    private static void parseOrRefuse(String text) {
        try {
            Audience audience = AudienceText.parse(text, TAXONOMY);
            assertThat(AudienceText.parse(AudienceText.print(audience), TAXONOMY))
                    .isEqualTo(audience);
        } catch (AudienceException e) {
            int position = e.position().orElseThrow();
            assertThat(position).isBetween(0, text.length());
            assertThat(position + e.length()).isBetween(position, text.length());
        }
    }

    @Property(tries = 200)
    void equalAudiencesPrintAlike(@ForAll("audiences") Audience left, @ForAll("audiences") Audience right) {
        Audience one = Audience.or(List.of(left, right));
        Audience other = Audience.or(List.of(right, left));
        assertThat(AudienceText.print(one)).isEqualTo(AudienceText.print(other));
        assertThat(AudienceJson.write(one).encode())
                .isEqualTo(AudienceJson.write(other).encode());
    }
}
