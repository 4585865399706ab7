package uk.tocsin.console.pages;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import java.util.List;

/// What a room answers.
public sealed interface Answer {
    /// A page, or a part of one.
    ///
    /// @param template under `src/main/jte`, such as `desk/desk.jte`
    /// @param model its one parameter
    record Shown(int status, String template, Object model) implements Answer {}

    /// Another page, to be asked for by GET.
    record Elsewhere(String path) implements Answer {}

    /// The same, with cookies.
    record Entered(String path, List<Cookie> cookies) implements Answer {
        public Entered {
            cookies = List.copyOf(cookies);
        }
    }

    /// A file to keep.
    record Download(String name, String type, Buffer content) implements Answer {}

    /// A stream that the room writes itself.
    record Streamed() implements Answer {}

    /// A page.
    static Answer page(String template, Object model) {
        return new Shown(200, template, model);
    }

    /// A form that came back because something in it is wrong.
    static Answer again(String template, Object model) {
        return new Shown(422, template, model);
    }

    /// Another page.
    static Answer elsewhere(String path) {
        return new Elsewhere(path);
    }
}
