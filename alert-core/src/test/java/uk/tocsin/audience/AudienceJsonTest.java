package uk.tocsin.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudienceJsonTest {
    private static final Taxonomy TAXONOMY = Taxonomy.standard();

    @Test
    void bothFormsMeanTheSame() {
        String text = "has sms and not size = large and (sector = retail or region = london)";
        String json = """
                {"and":[{"in":{"dimension":"has","values":["sms"]}},
                        {"not":{"in":{"dimension":"size","values":["large"]}}},
                        {"or":[{"in":{"dimension":"sector","values":["retail"]}},
                               {"in":{"dimension":"region","values":["london"]}}]}]}""";
        assertThat(AudienceJson.read(new JsonObject(json), TAXONOMY)).isEqualTo(AudienceText.parse(text, TAXONOMY));
        assertThat(AudienceJson.write(AudienceText.parse(text, TAXONOMY))).isEqualTo(new JsonObject(json));
    }

    @Test
    void aForceAmongRegionsIsWrittenAsTheForceItIs() {
        JsonObject json = new JsonObject("""
                {"in":{"dimension":"region","values":["metropolitan"]}}""");
        assertThat(AudienceJson.write(AudienceJson.read(json, TAXONOMY)).encode())
                .isEqualTo("""
                        {"in":{"dimension":"force","values":["metropolitan"]}}""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                | $: expected exactly one of everyone, in, and, or, not
            {"nto":{}}                                        | $: unknown member "nto": did you mean "not"?
            {"everyone":false}                                | $.everyone: expected true
            {"and":[]}                                        | $.and: expected an array that is not empty
            {"and":[{"everyone":true},7]}                     | $.and[1]: expected an object
            {"not":null}                                      | $.not: expected an object
            {"in":{"dimension":"secter","values":["retail"]}} | $.in.dimension: unknown dimension "secter": \
            did you mean "sector"?
            {"in":{"dimension":"sector","values":["food",3]}} | $.in.values[1]: expected a string
            {"in":{"dimension":"sector","values":["retial"]}} | $.in.values[0]: unknown sector "retial": \
            did you mean "retail"?
            {"in":{"dimension":"sector"}}                     | $.in.values: expected an array that is not empty
            {"in":{"values":["food"]}}                        | $.in.dimension: expected a string
            {"in":{"dimension":"sector","value":["food"]}}    | $.in: unknown member "value": did you mean "values"?
            """)
    void anErrorNamesThePath(String json, String message) {
        assertThatExceptionOfType(AudienceException.class)
                .isThrownBy(() -> AudienceJson.read(new JsonObject(json), TAXONOMY))
                .withMessage(message);
    }

    @Test
    void whatIsTooLargeIsRefused() {
        String deep = "{\"not\":".repeat(200) + "{\"everyone\":true}" + "}".repeat(200);
        assertThatExceptionOfType(AudienceException.class)
                .isThrownBy(() -> AudienceJson.read(new JsonObject(deep), TAXONOMY))
                .withMessageEndingWith("more than 32 levels");
        String wide = "{\"or\":[" + "{\"everyone\":true},".repeat(1000) + "{\"everyone\":true}]}";
        assertThatExceptionOfType(AudienceException.class)
                .isThrownBy(() -> AudienceJson.read(new JsonObject(wide), TAXONOMY))
                .withMessage("$.or[1000].everyone: more than 1000 terms");
    }
}
