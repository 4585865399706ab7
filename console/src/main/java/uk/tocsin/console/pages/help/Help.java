package uk.tocsin.console.pages.help;

import io.vertx.core.Future;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Door;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;

/// What the console's words mean, and whom it shuts out.
public final class Help {
    /// Opens its doors.
    public void mount(Pages pages) {
        pages.open("/help", words("Help", "help/help.jte"));
        pages.open("/accessibility", words("Accessibility statement", "help/accessibility.jte"));
    }

    private static Door words(String title, String template) {
        return visit -> Future.succeededFuture(Answer.page(template, new HelpPage(visit.frame(title, Section.NONE))));
    }
}
