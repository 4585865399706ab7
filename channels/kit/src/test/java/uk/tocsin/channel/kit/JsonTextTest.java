package uk.tocsin.channel.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sid\":\"SM1\"}",
                " {\"a\":null,\"b\":{\"sid\":\"no\"},\"c\":[{\"sid\":\"no\"}],\"sid\":\"SM1\",\"d\":1}",
                "{\"s\\u0069d\":\"SM\\u0031\"}"
            })
    void theTextOfTheOutermostObjectIsFound(String json) {
        assertThat(field(json)).contains("SM1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"sid\"",
                "{}",
                "{\"sid\":\"\"}",
                "{\"sid\":7}",
                "{\"sid\":null}",
                "{\"sid\":{\"sid\":\"SM1\"}}",
                "{\"sid\":",
                "{\"other\":[1,2",
                "<html>",
                "{sid:1}"
            })
    void whatHasNoSuchTextHasNone(String json) {
        assertThat(field(json)).isEmpty();
    }

    private static java.util.Optional<String> field(String json) {
        return JsonText.field(json.getBytes(StandardCharsets.UTF_8), "sid");
    }
}
