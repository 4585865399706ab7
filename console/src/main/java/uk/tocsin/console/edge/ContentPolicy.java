package uk.tocsin.console.edge;

import java.util.Set;

/// What a page of the edge may load, and where its forms may lead (Content Security Policy, level 3). Nothing runs and
/// nothing comes from elsewhere.
final class ContentPolicy {
    static final String HEADER = "Content-Security-Policy";

    /// Forms are posted to us and answered by us.
    static final String USUAL = leading(Set.of());

    private ContentPolicy() {}

    /// The policy of a page whose forms we answer by sending the browser elsewhere. Browsers hold a form to the policy
    /// through every redirection, those of other websites among them, so only schemes can be named.
    ///
    /// @param schemes such as `https:`
    static String leading(Set<String> schemes) {
        StringBuilder forms = new StringBuilder("form-action 'self'");
        schemes.forEach(scheme -> forms.append(' ').append(scheme));
        return "default-src 'none'; style-src 'self'; " + forms + "; base-uri 'none'; frame-ancestors 'none'";
    }
}
