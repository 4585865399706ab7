package uk.tocsin.console.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/// The hand of a person in a hurry, at the pace of a person: a look before each press, time for each key.
final class Hand {
    private static final double LOOK_MS = 500;
    private static final double KEY_MS = 160;

    private final Page page;
    private int presses;

    Hand(Page page) {
        this.page = page;
    }

    /// Presses what has this name.
    void press(AriaRole role, String name) {
        use(page.getByRole(role, new Page.GetByRoleOptions().setName(name)).first())
                .click();
    }

    /// Types into a field.
    void type(String label, String text) {
        use(page.getByLabel(label).first())
                .pressSequentially(text, new Locator.PressSequentiallyOptions().setDelay(KEY_MS));
    }

    private Locator use(Locator what) {
        what.waitFor();
        page.waitForTimeout(LOOK_MS);
        presses++;
        return what;
    }

    /// What was pressed or typed into, so often.
    int presses() {
        return presses;
    }
}
