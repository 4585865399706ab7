package uk.tocsin.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The HTML of the phones and inboxes: no script, landmarks and labels throughout, every value escaped.
final class Html {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("d MMMM, HH:mm:ss", Locale.UK).withZone(ZoneId.of("Europe/London"));

    private Html() {}

    static String css() {
        try (InputStream css = Html.class.getResourceAsStream("pages.css")) {
            if (css == null) {
                throw new IllegalStateException("pages.css is missing from the jar");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static String page(String title, String main) {
        return """
                <!DOCTYPE html>
                <html lang="en-GB">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s – simulated phones and inboxes</title>
                <link rel="stylesheet" href="/pages.css">
                </head>
                <body>
                <a class="skip" href="#main">Skip to the main content</a>
                <header><p class="name"><a href="/">Simulated phones and inboxes</a></p>
                <p>Nobody real receives any of this.</p></header>
                <main id="main" tabindex="-1">
                %2$s
                </main>
                <footer><p>Part of Tocsin's simulator. Numbers and addresses are reserved for drama and examples.</p></footer>
                </body>
                </html>
                """.formatted(escape(title), main);
    }

    /// The list of people, or those that match the search.
    static String people(List<Directory.Person> found, String query) {
        StringBuilder main = new StringBuilder("<h1>Whose phone would you like to see?</h1>\n");
        main.append("<p class=\"lead\">Choose a person to see what reaches them, and answer in their place.</p>\n");
        main.append("<form class=\"search\" method=\"get\" action=\"/\" role=\"search\"><div>");
        main.append("<label for=\"q\">Search by name, organisation or place</label>");
        main.append("<input type=\"search\" id=\"q\" name=\"q\" autocomplete=\"off\" value=\"");
        main.append(escape(query)).append("\"></div><button class=\"plain\">Search</button></form>\n");
        main.append("<h2>")
                .append(found.size())
                .append(found.size() == 1 ? " person" : " people")
                .append("</h2>\n");
        if (found.isEmpty()) {
            main.append("<p class=\"empty\">Nobody here by that description. People are listed once the product has ");
            main.append("introduced them to the simulator.</p>\n");
        } else {
            main.append("<ul class=\"people\">\n");
            for (Directory.Person person : found) {
                main.append("<li><a href=\"/people/").append(person.id()).append("\">");
                main.append(escape(person.name())).append("</a><p class=\"meta\">");
                main.append(escape(where(person))).append("</p></li>\n");
            }
            main.append("</ul>\n");
        }
        return page(query.isEmpty() ? "People" : "Search for " + query, main.toString());
    }

    private static String where(Directory.Person person) {
        boolean both = !person.organisation().isEmpty() && !person.place().isEmpty();
        return person.organisation() + (both ? ", " : "") + person.place();
    }

    /// A person's phone and inbox.
    ///
    /// @param acknowledged ids of the messages on which the button was pressed with success
    /// @param answer what the last press gave, null when there was none
    static String person(
            Directory.Person person, List<Directory.Item> items, Set<Integer> acknowledged, @Nullable String answer) {
        StringBuilder main = new StringBuilder();
        if (answer != null) {
            main.append(answer);
        }
        main.append("<h1>").append(escape(person.name())).append("</h1>\n<p class=\"lead\">");
        main.append(escape(where(person))).append("</p>\n<p><a href=\"/people/").append(person.id());
        main.append("\">Refresh</a> to see what has arrived since. <a href=\"/\">Choose somebody else</a></p>\n");
        main.append("<div class=\"devices\">\n<section class=\"phone\" aria-labelledby=\"phone\">");
        main.append("<h2 id=\"phone\">Phone</h2>\n");
        items(
                main,
                person,
                items.stream().filter(i -> i.channel() != Channel.EMAIL).toList(),
                acknowledged);
        if (!person.sms().isEmpty()) {
            main.append("<form method=\"post\" action=\"/people/")
                    .append(person.id())
                    .append("/reply\">");
            main.append("<label for=\"body\">Text back</label><input type=\"text\" id=\"body\" name=\"body\" ");
            main.append("maxlength=\"160\" required>");
            main.append("<p><button class=\"plain\">Send text</button></p></form>\n");
        }
        main.append("</section>\n<section class=\"inbox\" aria-labelledby=\"inbox\"><h2 id=\"inbox\">Inbox</h2>\n");
        items(
                main,
                person,
                items.stream().filter(i -> i.channel() == Channel.EMAIL).toList(),
                acknowledged);
        return page(person.name(), main.append("</section>\n</div>\n").toString());
    }

    private static void items(
            StringBuilder main, Directory.Person person, List<Directory.Item> items, Set<Integer> acknowledged) {
        if (items.isEmpty()) {
            main.append("<p class=\"empty\">Nothing has arrived.</p>\n");
        }
        for (Directory.Item item : items) {
            String label = switch (item.channel()) {
                case PUSH -> "Notification";
                case SMS -> "Text from " + item.sender();
                case EMAIL -> "Mail from " + item.sender();
            };
            String heading = item.title().isEmpty() ? label : item.title();
            main.append("<article class=\"").append(item.channel().label()).append("\" aria-labelledby=\"m");
            main.append(item.id()).append("\"><h3 id=\"m").append(item.id()).append("\">");
            main.append(escape(heading)).append("</h3><p class=\"meta\">");
            if (!heading.equals(label)) {
                main.append(escape(label)).append(", ");
            }
            main.append(CLOCK.format(Instant.ofEpochMilli(item.timeMs()))).append("</p><p class=\"text\">");
            main.append(escape(item.text().strip())).append("</p>");
            button(main, person, item, acknowledged.contains(item.id()));
            main.append("</article>\n");
        }
    }

    private static void button(StringBuilder main, Directory.Person person, Directory.Item item, boolean done) {
        if (done) {
            main.append("<p class=\"done\">✓ You have said that you read this</p>");
        } else if (item.link() != null || item.receiptUrl() != null) {
            main.append("<form method=\"post\" action=\"/people/")
                    .append(person.id())
                    .append("/items/");
            main.append(item.id())
                    .append("/read\"><button aria-describedby=\"m")
                    .append(item.id());
            main.append("\">I have read this</button></form>");
        }
    }

    /// What the product answered, shown above the phone.
    static String answer(boolean good, String headline, String text) {
        String quoted = text.isBlank() ? "" : "<blockquote>" + escape(text) + "</blockquote>";
        return "<div class=\"answer" + (good ? "" : " bad") + "\" role=\"status\"><p><strong>" + escape(headline)
                + "</strong></p>" + quoted + "</div>\n";
    }

    /// The words of a page, without its tags.
    static String words(String html) {
        return html.replaceAll("(?s)<(head|style|script)\\b.*?</\\1>", " ")
                .replaceAll("<[^>]*>", " ")
                .replace("&amp;", "&")
                .replace("&#39;", "'")
                .replace("&quot;", "\"")
                .replace("&nbsp;", " ")
                .replaceAll("[ \\t]+", " ")
                .replaceAll("\\s*\\n\\s*", "\n")
                .strip();
    }

    static String missing() {
        return page(
                "Not found", "<h1>There is nobody here</h1>\n<p><a href=\"/\">Choose somebody from the list</a></p>");
    }
}
