package uk.tocsin.console.pages.compose;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.tocsin.model.Action;
import uk.tocsin.model.Alert;

/// What is wrong with the links of an alert: people learn which addresses an alert may lead to, so that they see
/// when one does not come from us (NCSC, advice for bulk messages).
final class LinkLint {
    private static final Set<String> SHORTENERS = Set.of(
            "bit.ly",
            "bitly.com",
            "buff.ly",
            "cutt.ly",
            "goo.gl",
            "is.gd",
            "lnkd.in",
            "ow.ly",
            "qrco.de",
            "rb.gy",
            "rebrand.ly",
            "s.id",
            "short.io",
            "shorturl.at",
            "t.co",
            "t.ly",
            "tiny.cc",
            "tinyurl.com",
            "v.gd");

    /// What somebody types who wants to be taken for one of the allowed.
    private static final Pattern LIKE = Pattern.compile("g[o0]v[.-]?uk|p[o0]l[i1l]ce|protectuk|counterterror");

    private static final Pattern IN_TEXT =
            Pattern.compile("(?:https?://|www\\.)[^\\s<>\"')\\]]+", Pattern.CASE_INSENSITIVE);

    private final String own;
    private final Consumer<Finding> found;

    /// @param own the address of our own edge
    LinkLint(URI own, Consumer<Finding> found) {
        this.own = Optional.ofNullable(own.getHost()).orElse("").toLowerCase(Locale.ROOT);
        this.found = found;
    }

    void check(Alert alert) {
        if (!alert.link().isEmpty()) {
            link("link", alert.link());
        }
        for (int i = 0; i < alert.prompts().actions().size(); i++) {
            Action action = alert.prompts().actions().get(i);
            if (action.kind() == Action.Kind.OPEN) {
                link("actions[" + i + "].target", action.target());
            }
        }
        for (Passage passage : Passage.of(alert)) {
            Matcher matcher = IN_TEXT.matcher(passage.text());
            while (matcher.find()) {
                String text = matcher.group().replaceFirst("[.,;:!?]+$", "");
                link(passage.field(), text.toLowerCase(Locale.ROOT).startsWith("www.") ? "https://" + text : text);
            }
        }
    }

    private void link(String field, String link) {
        URI uri;
        try {
            uri = new URI(link);
        } catch (URISyntaxException _) {
            found.accept(Finding.must(field, "Links to an address that cannot be read."));
            return;
        }
        String host = Optional.ofNullable(uri.getHost())
                .orElseGet(() -> authority(uri))
                .toLowerCase(Locale.ROOT);
        if (host.equals(own)) {
            return;
        }
        if (SHORTENERS.contains(host.replaceFirst("^www\\.", ""))) {
            found.accept(Finding.must(
                    field, "Links through the shortener " + host + ": readers cannot see where it leads."));
        } else if (!allowed(host)) {
            boolean like = LIKE.matcher(host).find() || host.contains("xn--") || !host.matches("[\\x21-\\x7e]*");
            found.accept(Finding.must(
                    field,
                    like
                            ? "Links to " + shown(host) + ", which looks like a government address and is not one."
                            : "Links to " + shown(host) + ". Only gov.uk, police.uk and our own pages are allowed."));
        } else if (!"https".equalsIgnoreCase(uri.getScheme())) {
            found.accept(Finding.must(field, "Links to " + host + " without https."));
        }
    }

    private static String authority(URI uri) {
        return Optional.ofNullable(uri.getRawAuthority()).orElse("");
    }

    private static String shown(String host) {
        return host.isEmpty() ? "no site" : host.length() > 60 ? host.substring(0, 60) + "…" : host;
    }

    private static boolean allowed(String host) {
        return host.equals("gov.uk")
                || host.endsWith(".gov.uk")
                || host.equals("police.uk")
                || host.endsWith(".police.uk");
    }
}
