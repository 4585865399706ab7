package uk.tocsin.console.pages.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/alerts/12?part=reach", "/administration/audit?from=2026-01-01&kind=approved"})
    void aPageOfOursIsGoneBackTo(String path) {
        assertThat(Back.to(Optional.of(path))).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.test/",
                "//evil.example.test/",
                "/\\evil.example.test",
                "/a\\b",
                "\\\\evil.example.test",
                "javascript:alert(1)",
                "alerts",
                "/a\r\nSet-Cookie: session=x",
                "/\t/evil.example.test",
                "/ /evil.example.test",
                "/sign-in",
                "/sign-in?to=/",
                "/sign-out",
                "/stay",
                "/first-run"
            })
    void nothingElseIs(String path) {
        assertThat(Back.to(Optional.of(path))).isEqualTo("/");
    }

    @Test
    void withoutAWishItIsTheDesk() {
        assertThat(Back.to(Optional.empty())).isEqualTo("/");
        assertThat(Back.to(Optional.of("/" + "a".repeat(2_000)))).isEqualTo("/");
    }
}
