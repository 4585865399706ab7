package uk.tocsin.console.pages;

import io.vertx.core.http.Cookie;

/// What became of showing again who one is.
public sealed interface Raising {
    /// It is they.
    ///
    /// @param cookie of their session, which is called something else from now on
    record Raised(Visitor visitor, Cookie cookie) implements Raising {}

    /// It was not shown, or not looked at.
    ///
    /// @param status of the page that says so
    /// @param words why, as a sentence
    record Refused(int status, String words) implements Raising {}

    /// The session has ended.
    record Ended() implements Raising {}
}
