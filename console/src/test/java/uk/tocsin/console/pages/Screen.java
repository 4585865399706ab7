package uk.tocsin.console.pages;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.tocsin.console.House;
import uk.tocsin.console.accounts.StaffAccounts;

/// A real Chromium before the console of a house: people sign in, pages are looked at in three widths, and every
/// look is checked against WCAG 2.2 AA by axe-core. One thread, the one that opened it.
final class Screen implements AutoCloseable {
    private static final Path PICTURES = Path.of("target", "screens");
    private static final List<Integer> WIDTHS = List.of(360, 768, 1440);
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    /// One for all screens of this process, with which it ends: it takes seconds to start. Screens share nothing in it:
    /// every person has a context of their own.
    private static @Nullable Browser running;

    private final House house;
    private final String origin;
    private final Browser browser;
    private final List<BrowserContext> contexts = new ArrayList<>();

    private Screen(House house, Browser browser) {
        this.house = house;
        this.origin = "http://127.0.0.1:" + house.apiPort();
        this.browser = browser;
    }

    /// A browser before this house.
    static Screen open(House house) {
        Browser open = running == null || !running.isConnected() ? start() : running;
        running = open;
        return new Screen(house, open);
    }

    private static Browser start() {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setHeadless(true)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /// Somebody who is not signed in, with a browser of their own.
    Person stranger() {
        return person(context(true), true);
    }

    /// A member of staff who is signed in.
    Person staff(int staff) {
        return signedIn(staff, true);
    }

    /// The same, whose browser runs no scripts.
    Person staffWithoutScripts(int staff) {
        return signedIn(staff, false);
    }

    /// Somebody who is not signed in, whose browser runs no scripts.
    Person strangerWithoutScripts() {
        return person(context(false), false);
    }

    /// A member of staff who is signed in and has just shown again who they are.
    Person raised(int staff) {
        return withSession(StaffAccounts.of(house.installation()).raisedToken(staff), true);
    }

    /// The same, whose browser runs no scripts.
    Person raisedWithoutScripts(int staff) {
        return withSession(StaffAccounts.of(house.installation()).raisedToken(staff), false);
    }

    private Person signedIn(int staff, boolean scripts) {
        return withSession(StaffAccounts.of(house.installation()).token(staff), scripts);
    }

    private Person withSession(String token, boolean scripts) {
        BrowserContext context = context(scripts);
        context.addCookies(List.of(new Cookie("session", token).setUrl(origin)));
        return person(context, scripts);
    }

    private BrowserContext context(boolean scripts) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(origin)
                .setJavaScriptEnabled(scripts)
                .setViewportSize(1440, 900));
        contexts.add(context);
        return context;
    }

    private static Person person(BrowserContext context, boolean scripts) {
        context.setDefaultTimeout(15_000);
        return new Person(context, context.newPage(), scripts);
    }

    /// A person before the screen.
    ///
    /// @param scripts whether their browser runs scripts; axe-core cannot look at a page where none run
    record Person(BrowserContext context, Page page, boolean scripts) {
        /// Goes to a page.
        Person at(String path) {
            page.navigate(path);
            return this;
        }

        /// Shows again who they are, where the page asks for it, and goes on if that is all it asks.
        void stepUp() {
            Locator field = page.getByLabel("Your password, or a code from your authenticator");
            if (field.count() > 0) {
                field.fill(StaffAccounts.PASSWORD);
                Locator goOn = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Go on"));
                if (goOn.count() > 0) {
                    goOn.click();
                }
            }
        }

        /// Looks at the page in every width, keeps pictures of it, and finds no fault with it.
        void look(String name) {
            for (int width : WIDTHS) {
                page.setViewportSize(width, 900);
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(name + "-" + width + ".png"))
                        .setFullPage(true));
                if (scripts) {
                    fits(name, width);
                }
            }
            page.setViewportSize(1440, 900);
            if (scripts) {
                check(name);
            }
        }

        /// Nothing is wider than the window: nobody scrolls sideways.
        private void fits(String name, int width) {
            Object wide = page.evaluate("document.documentElement.scrollWidth");
            if (((Number) wide).intValue() > width) {
                throw new AssertionError(name + " is " + wide + " px wide in a window of " + width);
            }
        }

        /// Axe finds no violation.
        void check(String name) {
            List<Rule> violations =
                    new AxeBuilder(page).withTags(RULES).analyze().getViolations();
            if (!violations.isEmpty()) {
                throw new AssertionError(name + ": "
                        + violations.stream()
                                .map(rule -> rule.getId() + " " + rule.getHelp() + " "
                                        + rule.getNodes().stream()
                                                .limit(3)
                                                .map(node -> node.getHtml())
                                                .toList())
                                .collect(Collectors.joining("; ")));
            }
        }
    }

    @Override
    public void close() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
    }
}
