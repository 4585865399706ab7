package uk.tocsin.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboundTextTest {
    @ParameterizedTest
    @CsvSource({
        "STOP, OPT_OUT",
        "' stop. ', OPT_OUT",
        "Stopall, OPT_OUT",
        "STOP ALL!, OPT_OUT",
        "unsubscribe, OPT_OUT",
        "CANCEL, OPT_OUT",
        "end, OPT_OUT",
        "Quit, OPT_OUT",
        "START, OPT_IN",
        "unstop, OPT_IN",
        "Yes, OPT_IN",
        "help, HELP",
        "INFO, HELP",
        "please stop the alerts, REPLY",
        "stop it, REPLY",
        "1, REPLY",
        "'', REPLY",
    })
    void aWordDecidesOnlyWhenItIsAlone(String body, InboundText meaning) {
        assertThat(InboundText.classify(body)).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({
        "YES, true",
        "' ok! ', true",
        "1, true",
        "Wedi darllen., true",
        "iawn, true",
        "yes but who are you, false",
        "10, false",
        "no, false",
        "STOP, false",
        "'', false",
    })
    void onlyAWordOfAssentThatIsAloneSaysThatItWasRead(String body, boolean assents) {
        assertThat(InboundText.assents(body)).isEqualTo(assents);
    }

    @Test
    void whatTwilioHandledAsAKeywordIsOne() {
        assertThat(InboundText.of(Map.of("Body", "STOPIWCH", "OptOutType", "STOP")))
                .isEqualTo(InboundText.OPT_OUT);
        assertThat(InboundText.of(Map.of("Body", "Dechrau", "OptOutType", "START")))
                .isEqualTo(InboundText.OPT_IN);
        assertThat(InboundText.of(Map.of("Body", "stop"))).isEqualTo(InboundText.OPT_OUT);
        assertThat(InboundText.of(Map.of())).isEqualTo(InboundText.REPLY);
    }
}
