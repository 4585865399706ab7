package uk.tocsin.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisSettingsTest {
    @Test
    void whatIsNotSaidHasADefault() {
        RedisSettings settings = RedisSettings.at("redis://redis.example.test");
        assertThat(settings.port()).isEqualTo(6379);
        assertThat(settings.database()).isZero();
        assertThat(settings.tls()).isFalse();
        assertThat(RedisSettings.at("rediss://redis.example.test:7000/12"))
                .satisfies(other -> assertThat(other.port()).isEqualTo(7000))
                .satisfies(other -> assertThat(other.database()).isEqualTo(12))
                .satisfies(other -> assertThat(other.tls()).isTrue());
    }

    @Test
    void anAddressThatCannotBeIsRefusedByNameAndReason() {
        Map.of(
                        "http://redis.example.test", "begins with redis:// or rediss://",
                        "redis:///0", "names no host",
                        "redis://u:secret@redis.example.test", "holds a user or a password",
                        "redis://redis.example.test:0", "port",
                        "redis://redis.example.test:70000", "port",
                        "redis://redis.example.test/one", "number of a database",
                        "redis://redis.example.test/0?timeout=1s", "has a ? or a #",
                        "not a uri", "is no URI")
                .forEach((uri, reason) -> assertThatThrownBy(() -> RedisSettings.at(uri))
                        .as(uri)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("redis.uri: ")
                        .hasMessageContaining(reason)
                        .hasMessageNotContaining("secret"));
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        RedisSettings plain = RedisSettings.at("redis://redis.example.test");
        assertThatThrownBy(() -> plain.withTrustFile(Path.of("ca.pem"))).hasMessageContaining("redis.trustFile: ");
        assertThatThrownBy(() -> plain.withPrefix("two words")).hasMessageContaining("redis.prefix: ");
        assertThatThrownBy(() -> plain.withPrefix("")).hasMessageContaining("redis.prefix: ");
        assertThatThrownBy(() -> plain.withUser("two words", Path.of("password")))
                .hasMessageContaining("redis.user: ");
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> plain.withTimeouts(Duration.ZERO, second, second))
                .hasMessageContaining("redis.connectTimeout: PT0S is not PT0.1S to PT1M");
        assertThatThrownBy(() -> plain.withTimeouts(second, Duration.ofHours(1), second))
                .hasMessageContaining("redis.commandTimeout: ");
        assertThatThrownBy(() -> plain.withTimeouts(second, second, Duration.ZERO))
                .hasMessageContaining("redis.erasureTimeout: ");
    }
}
