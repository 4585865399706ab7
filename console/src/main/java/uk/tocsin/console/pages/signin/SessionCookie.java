package uk.tocsin.console.pages.signin;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Optional;

/// The cookie that holds the token of a session: for this host alone, not for scripts, not for requests that other
/// sites cause, and encrypted wherever the console is reached by https. Immutable; any thread.
final class SessionCookie {
    private final boolean secure;
    private final String name;

    /// @param publicUrl how staff reach the console
    SessionCookie(URI publicUrl) {
        this.secure = "https".equals(publicUrl.getScheme());
        this.name = secure ? "__Host-session" : "session";
    }

    /// The token that a request brings.
    Optional<String> of(HttpServerRequest request) {
        return Optional.ofNullable(request.getCookie(name)).map(Cookie::getValue);
    }

    /// Brings a token to the browser, for as long as it is open.
    Cookie with(String token) {
        return Cookie.cookie(name, token)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(secure);
    }

    /// Takes it from the browser.
    Cookie none() {
        return with("").setMaxAge(0);
    }
}
