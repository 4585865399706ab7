package uk.tocsin.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmsCountCommandTest {
    @Test
    void oneLineInOneLineOut() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();

        int bad = SmsCountCommand.run(
                new StringReader("\"\"\n\"Stay away\\n\\u20ac\"\n\"t\\u0177\"\n\"\\ud83d\""), out, errors);

        assertThat(bad).isZero();
        assertThat(errors.toString()).isEmpty();
        assertThat(out.toString()).isEqualTo("""
                        {"encoding":"GSM-7","units":0,"parts":1}
                        {"encoding":"GSM-7","units":12,"parts":1}
                        {"encoding":"UCS-2","units":2,"parts":1}
                        {"encoding":"UCS-2","units":1,"parts":1}
                        """);
    }

    @Test
    void aBadLineIsNamedAndStopsNothing() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();

        int bad = SmsCountCommand.run(new StringReader("\"a\"\n{}\n\"b\"\n"), out, errors);

        assertThat(bad).isEqualTo(1);
        assertThat(errors.toString()).startsWith("line 2: not a JSON string");
        assertThat(out.toString().lines()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "12", "null", "\"a", "\"a\" \"b\"", "[\"a\"]"})
    void whatIsNoJsonStringIsRefused(String line) {
        assertThatThrownBy(() -> SmsCountCommand.countLine(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a JSON string");
    }
}
