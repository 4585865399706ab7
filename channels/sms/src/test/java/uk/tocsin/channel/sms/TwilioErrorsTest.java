package uk.tocsin.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.tocsin.channel.sms.TwilioError.Kind;
import uk.tocsin.model.FailureReason;

class TwilioErrorsTest {
    private static final String HEADING = "code,kind,reason,note,source";

    @ParameterizedTest
    @CsvSource({
        "21211, PERMANENT, INVALID_ADDRESS",
        "21610, PERMANENT, OPTED_OUT",
        "21614, PERMANENT, INVALID_ADDRESS",
        "21617, PERMANENT, TOO_LARGE",
        "21635, PERMANENT, INVALID_ADDRESS",
        "30005, PERMANENT, UNREGISTERED",
        "30006, PERMANENT, UNREACHABLE",
        "30001, TEMPORARY, OTHER",
        "30003, TEMPORARY, UNREACHABLE",
        "30008, TEMPORARY, OTHER",
        "20429, THROTTLED, OTHER",
        "30002, OPERATOR, CONFIGURATION",
        "30004, OPERATOR, BLOCKED",
        "30007, OPERATOR, POLICY",
        "21408, OPERATOR, CONFIGURATION",
        "20003, AUTHENTICATION, CONFIGURATION",
    })
    void theCommonCodesMeanWhatTheFactsSay(int code, Kind kind, FailureReason reason) {
        TwilioError error = TwilioErrors.standard().find(code).orElseThrow();

        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.reason()).isEqualTo(reason);
    }

    @Test
    void onlyAPermanentCodeSuppressesANumber() {
        assertThat(TwilioErrors.standard().all())
                .hasSizeGreaterThan(80)
                .allSatisfy(error -> assertThat(error.reason().addressIsDead() && error.kind() != Kind.PERMANENT)
                        .as(error.toString())
                        .isFalse())
                .allSatisfy(error -> assertThat(error.source()).endsWith("/" + error.code()));
    }

    @Test
    void anOperatorsFileReplacesAndAdds(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("errors.csv");
        Files.writeString(file, """
                # ours
                code,kind,reason,note,source
                30006,permanent,invalid-address,a landline,ours
                39999,operator,policy,new,ours
                """);

        TwilioErrors errors = TwilioErrors.standard().with(file);

        assertThat(errors.find(30006).orElseThrow().reason()).isEqualTo(FailureReason.INVALID_ADDRESS);
        assertThat(errors.find(39999).orElseThrow().kind()).isEqualTo(Kind.OPERATOR);
        assertThat(errors.find(21610)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x1,permanent,other,n,s | f.csv, line 2: code: \"x1\" is not a number",
                "1,forever,other,n,s | f.csv, line 2: kind: \"forever\" is none of",
                "1,permanent,sad,n,s | f.csv, line 2: reason: \"sad\" is not a FailureReason",
                "1,permanent,other,n | f.csv, line 2: 4 columns instead of 5",
            })
    void aBadLineIsNamed(String line, String message) {
        assertThatThrownBy(() -> TwilioErrors.parse("f.csv", List.of(HEADING, line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aTableWithoutHeadingOrWithATwinIsRefused(@TempDir Path dir) {
        String line = "1,permanent,other,n,s";
        assertThatThrownBy(() -> TwilioErrors.parse("f.csv", List.of(line))).hasMessageContaining("first line");
        assertThatThrownBy(() -> TwilioErrors.parse("f.csv", List.of())).hasMessageContaining("missing");
        assertThatThrownBy(() -> TwilioErrors.parse("f.csv", List.of(HEADING, line, line)))
                .hasMessageContaining("line 3: code 1 is there twice");
        assertThatThrownBy(() -> TwilioErrors.standard().with(dir.resolve("none.csv")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.csv: cannot be read");
    }
}
