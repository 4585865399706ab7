package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.Language;

class HtmlTest {
    @Test
    void whatMeansSomethingIsEscaped() {
        assertThat(Html.escape("<a href=\"x\" onclick='y'>&</a>"))
                .isEqualTo("&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;&lt;/a&gt;");
        assertThat(Html.escape("plain ŵ 😀")).isEqualTo("plain ŵ 😀");
        assertThat(Html.escape("a\u0000b\u0008c\u007f")).isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
    }

    @Test
    void emptyLinesTellParagraphsApart() {
        assertThat(new Html().paragraphs("one\ntwo\n\n<three>\n").toString())
                .isEqualTo("<p class=\"govuk-body\">one<br>\ntwo</p>\n<p class=\"govuk-body\">&lt;three&gt;</p>\n");
        assertThat(new Html().paragraphs(" \n").toString()).isEmpty();
    }

    @Test
    void everyPhraseIsThereInBothLanguages() {
        for (Phrase phrase : Phrase.values()) {
            assertThat(phrase.in(Language.EN)).isNotBlank().isNotEqualTo(phrase.in(Language.CY));
            assertThat(phrase.in(Language.CY)).isNotBlank();
        }
    }

    @Test
    void timesAreThoseOfTheReadersClock() {
        Instant summer = Instant.parse("2026-07-06T13:05:00Z");
        assertThat(Times.of(summer, Language.EN)).isEqualTo("14:05 on Monday 6 July 2026");
        assertThat(Times.of(summer, Language.CY)).contains("14:05").contains("Gorffennaf 2026");
    }

    @Test
    void aFormIsReadWholeOrNotAtAll() {
        assertThat(Forms.parse(Buffer.buffer("a=1&b=%C5%B5+x"))).contains(Map.of("a", "1", "b", "ŵ x"));
        assertThat(Forms.parse(Buffer.buffer(""))).contains(Map.of());
        for (String bad : new String[] {"a", "a=1&a=2", "a=%", "a=%g0", "a=1&&b=2"}) {
            assertThat(Forms.parse(Buffer.buffer(bad))).as(bad).isEmpty();
        }
        assertThat(Forms.parse(Buffer.buffer("x=1&".repeat(200)))).isEmpty();
    }

    @Test
    void aTryIsANumberOrNothing() {
        assertThat(SmsStatus.tryNumber("")).isZero();
        assertThat(SmsStatus.tryNumber("t=17")).isEqualTo(17);
        for (String bad : new String[] {"t=", "t=-1", "t=1x", "x=1", "t=1&u=2", "t=1234567890123456789"}) {
            assertThat(SmsStatus.tryNumber(bad)).as(bad).isEqualTo(-1);
        }
    }

    @Test
    void aShareIsUsedUpAndComesBack() {
        long[] now = {1};
        Guard guard = new Guard(java.util.Set.of(), () -> now[0]);
        int spent = 0;
        while (guard.spend("198.51.100.1")) {
            spent++;
        }
        assertThat(spent).isEqualTo(200);
        assertThat(guard.spend("198.51.100.2")).isTrue();
        now[0] += 1_000_000_000L;
        assertThat(guard.spend("198.51.100.1")).isTrue();
    }
}
