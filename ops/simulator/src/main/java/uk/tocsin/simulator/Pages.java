package uk.tocsin.simulator;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The web pages of the simulated phones and inboxes. Pressing a button does, from here, what the person's device
/// would.
final class Pages extends VerticleBase {

    private static final int MAX_ANSWER_CHARS = 1_000;
    /// At most so many pressed buttons are remembered; they are forgotten together.
    private static final int MAX_PRESSED = 100_000;

    private final World world;
    private final BiConsumer<String, String> reply;
    private final Set<Integer> acknowledged = new HashSet<>();
    private @Nullable Poster poster;
    private @Nullable HttpDoor door;

    Pages(World world, BiConsumer<String, String> reply) {
        this.world = world;
        this.reply = reply;
    }

    @Override
    public Future<?> start() {
        poster = new Poster(vertx, world::settings, world.credentials);
        String css = Html.css();
        Router router = Router.router(vertx);
        router.get("/pages.css")
                .handler(context -> context.response()
                        .putHeader("content-type", "text/css; charset=utf-8")
                        .end(css));
        router.route().handler(BodyHandler.create(false).setBodyLimit(8_192));
        router.get("/").handler(this::list);
        router.getWithRegex("/people/(?<id>[0-9]{1,6})").handler(context -> show(context, null));
        router.postWithRegex("/people/(?<id>[0-9]{1,6})/items/(?<item>[0-9]{1,9})/read")
                .handler(this::read);
        router.postWithRegex("/people/(?<id>[0-9]{1,6})/reply").handler(this::textBack);
        router.errorHandler(404, context -> html(context, 404, Html.missing()));
        HttpDoor own =
                new HttpDoor(vertx, HttpDoor.plain(), world.options.ports().pages(), router);
        door = own;
        return own.open();
    }

    int port() {
        return door == null ? 0 : door.port();
    }

    private void list(RoutingContext context) {
        String query = context.queryParams().get("q");
        String text = query == null ? "" : query;
        html(context, 200, Html.people(world.directory.search(text), text));
    }

    private void show(RoutingContext context, @Nullable String answer) {
        Directory.Person person = person(context);
        if (person == null) {
            html(context, 404, Html.missing());
            return;
        }
        html(context, 200, Html.person(person, world.directory.items(person.id()), acknowledged, answer));
    }

    private Directory.@Nullable Person person(RoutingContext context) {
        return world.directory.person(Integer.parseInt(context.pathParam("id")));
    }

    private void read(RoutingContext context) {
        Directory.Person person = person(context);
        int id = Integer.parseInt(context.pathParam("item"));
        Poster own = poster;
        Directory.Item item = person == null
                ? null
                : world.directory.items(person.id()).stream()
                        .filter(i -> i.id() == id)
                        .findFirst()
                        .orElse(null);
        if (own == null || item == null) {
            html(context, 404, Html.missing());
            return;
        }
        Future<?> first = item.receiptUrl() == null ? Future.succeededFuture() : receipt(own, item, "opened");
        first.transform(opened -> press(own, item)).onComplete(pressed -> {
            if (pressed.failed()) {
                String why = String.valueOf(pressed.cause().getMessage());
                show(context, Html.answer(false, "The press could not be delivered.", why));
                return;
            }
            Poster.Answer answer = pressed.result();
            boolean taken = People.taken(answer.status());
            if (taken) {
                remember(item);
            }
            String words = Html.words(answer.text());
            String shown = words.length() > MAX_ANSWER_CHARS ? words.substring(0, MAX_ANSWER_CHARS) + "…" : words;
            String headline =
                    taken ? "Thank you: the sender knows that you have read this." : "The sender did not take it";
            show(context, Html.answer(taken, headline + (taken ? "" : " (status " + answer.status() + ")."), shown));
        });
    }

    private void remember(Directory.Item item) {
        if (acknowledged.size() >= MAX_PRESSED) {
            acknowledged.clear();
        }
        acknowledged.add(item.id());
        People.acknowledged(world, item.channel(), item.delivery());
    }

    private Future<Poster.Answer> press(Poster own, Directory.Item item) {
        String link = item.link();
        if (link == null) {
            return receipt(own, item, "acknowledged");
        }
        return noted(own.ask(link, People.FORM, "kind=acknowledge", null), item, "acknowledge", "acknowledge");
    }

    private Future<Poster.Answer> receipt(Poster own, Directory.Item item, String kind) {
        String url = item.receiptUrl();
        if (url == null) {
            return Future.failedFuture("This message has no address to report to");
        }
        String body = "{\"token\":\"" + item.delivery().token() + "\",\"kind\":\"" + kind + "\"}";
        return noted(own.ask(url, "application/json", body, null), item, "receipt", kind);
    }

    /// Counts and logs what was posted, as for any device.
    private Future<Poster.Answer> noted(Future<Poster.Answer> answer, Directory.Item item, String event, String kind) {
        ChannelCounts counts = world.counts(item.channel());
        counts.posted(kind);
        return answer.onComplete(done -> {
            int status = done.succeeded() ? done.result().status() : Poster.NO_ANSWER;
            world.log.posted(item.channel(), event, item.delivery(), kind, "", status);
            if (People.taken(status)) {
                counts.acked(kind);
                if (kind.equals("opened")) {
                    world.deliveries(item.channel()).mark(item.delivery(), Deliveries.READ);
                }
            }
        });
    }

    private void textBack(RoutingContext context) {
        Directory.Person person = person(context);
        String body = context.request().getFormAttribute("body");
        if (person == null || person.sms().isEmpty() || body == null || body.isBlank()) {
            html(context, 404, Html.missing());
            return;
        }
        reply.accept(person.sms(), body.length() > 160 ? body.substring(0, 160) : body);
        boolean hooked = world.settings().replyUrl() != null;
        String headline = hooked ? "Text sent." : "Text sent, but no webhook for replies is set.";
        show(context, Html.answer(hooked, headline, ""));
    }

    private static void html(RoutingContext context, int status, String page) {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "text/html; charset=utf-8")
                .putHeader("cache-control", "no-store")
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader(
                        "content-security-policy",
                        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
                                + "frame-ancestors 'none'")
                .end(page);
    }
}
