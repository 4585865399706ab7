package uk.tocsin.simulator;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The control API under `/sim`: faults, behaviour, settings, people, counts. See README.md of this module.
final class ControlServer extends VerticleBase {

    private static final long MAX_BODY = 4 << 20;

    private final World world;
    private final Consumer<Channel> goAway;
    private final BiConsumer<String, String> reply;
    private final Runnable revokeTokens;
    private @Nullable HttpDoor door;

    /// @param goAway tells the live connections of a channel to go away
    /// @param reply makes a phone (number) text something back
    ControlServer(World world, Consumer<Channel> goAway, BiConsumer<String, String> reply, Runnable revokeTokens) {
        this.world = world;
        this.goAway = goAway;
        this.reply = reply;
        this.revokeTokens = revokeTokens;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        router.get("/sim/counts").handler(this::counts);
        router.get("/sim/idle").handler(this::idle);
        router.get("/sim/log/flushed").handler(this::flushed);
        router.get("/sim/faults").handler(this::allFaults);
        router.delete("/sim/faults").handler(this::noFaults);
        router.get("/sim/faults/:channel")
                .handler(context -> json(context, faults(context).toJson()));
        router.put("/sim/faults/:channel").handler(this::setFaults);
        router.delete("/sim/faults/:channel").handler(this::clearFaults);
        router.get("/sim/behaviour")
                .handler(context -> json(context, world.behaviour().toJson()));
        router.put("/sim/behaviour").handler(this::setBehaviour);
        router.get("/sim/settings")
                .handler(context -> json(context, world.settings().toJson()));
        router.put("/sim/settings").handler(this::setSettings);
        router.get("/sim/recent/:channel").handler(this::recent);
        router.post("/sim/people").handler(this::addPeople);
        router.delete("/sim/people").handler(this::forgetPeople);
        router.post("/sim/reply").handler(this::sendReply);
        router.post("/sim/revoke-tokens").handler(context -> {
            revokeTokens.run();
            json(context, new JsonObject().put("revoked", true));
        });
        router.post("/sim/settle").handler(this::settle);
        router.post("/sim/reset").handler(this::reset);
        router.route().last().failureHandler(ControlServer::failed);
        router.errorHandler(404, ControlServer::failed);
        HttpDoor own =
                new HttpDoor(vertx, HttpDoor.plain(), world.options.ports().control(), router);
        door = own;
        return own.open();
    }

    int port() {
        return door == null ? 0 : door.port();
    }

    private void counts(RoutingContext context) {
        vertx.executeBlocking(world::countsJson)
                .onSuccess(counts -> json(context, counts))
                .onFailure(context::fail);
    }

    private void idle(RoutingContext context) {
        int pending = world.pending();
        json(context, new JsonObject().put("idle", pending == 0).put("pending", pending));
    }

    /// Answers once every line so far is in the raw log's file.
    private void flushed(RoutingContext context) {
        vertx.executeBlocking(() -> {
                    world.log.flush();
                    return new JsonObject()
                            .put("path", world.log.path().toAbsolutePath().toString())
                            .put("lines", world.log.lines());
                })
                .onSuccess(answer -> json(context, answer))
                .onFailure(context::fail);
    }

    private void allFaults(RoutingContext context) {
        JsonObject all = new JsonObject();
        for (Channel channel : Channel.values()) {
            all.put(channel.label(), world.faults(channel).toJson());
        }
        json(context, all);
    }

    private static Channel channel(RoutingContext context) {
        String label = context.pathParam("channel");
        return Channel.of(label == null ? "" : label);
    }

    private ChannelFaults faults(RoutingContext context) {
        return world.faults(channel(context));
    }

    private void setFaults(RoutingContext context) {
        Channel channel = channel(context);
        JsonObject asked = body(context);
        Future<Void> done = world.faults(channel, ChannelFaults.from(asked));
        if (Boolean.TRUE.equals(asked.getValue("goaway"))) {
            goAway.accept(channel);
        }
        answer(context, done, () -> json(context, world.faults(channel).toJson()));
    }

    private void clearFaults(RoutingContext context) {
        Channel channel = channel(context);
        Future<Void> done = world.faults(channel, ChannelFaults.NONE);
        answer(context, done, () -> json(context, world.faults(channel).toJson()));
    }

    private static void answer(RoutingContext context, Future<Void> done, Runnable answer) {
        done.onSuccess(now -> answer.run()).onFailure(context::fail);
    }

    private void noFaults(RoutingContext context) {
        List<Future<Void>> all = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            all.add(world.faults(channel, ChannelFaults.NONE));
        }
        answer(context, Future.all(all).mapEmpty(), () -> allFaults(context));
    }

    private void setBehaviour(RoutingContext context) {
        world.behaviour(world.behaviour().with(body(context)));
        json(context, world.behaviour().toJson());
    }

    private void setSettings(RoutingContext context) {
        world.settings(world.settings().with(body(context)));
        json(context, world.settings().toJson());
    }

    private void recent(RoutingContext context) {
        Channel channel = channel(context);
        json(context, new JsonObject().put("messages", world.recent.toJson(channel)));
    }

    private void addPeople(RoutingContext context) {
        String lines = context.body().asString();
        int line = 0;
        int listed = 0;
        for (String text : lines == null ? new String[0] : lines.split("\n", -1)) {
            line++;
            if (!text.isBlank()) {
                try {
                    listed += world.directory.add(new JsonObject(text)) ? 1 : 0;
                } catch (DecodeException | IllegalArgumentException wrong) {
                    throw new IllegalArgumentException("line " + line + ": " + wrong.getMessage(), wrong);
                }
            }
        }
        json(context, new JsonObject().put("listed", listed));
    }

    private void forgetPeople(RoutingContext context) {
        world.directory.clear();
        json(context, new JsonObject().put("listed", 0));
    }

    private void sendReply(RoutingContext context) {
        JsonObject asked = body(context);
        Fields fields = new Fields(asked, Set.of("from", "body"));
        String from = fields.text("from", "");
        if (!from.matches("\\+[1-9][0-9]{6,14}")) {
            throw new IllegalArgumentException("from: a number in E.164 form is needed");
        }
        reply.accept(from, fields.text("body", ""));
        json(context, new JsonObject().put("sent", world.settings().replyUrl() != null));
    }

    private void settle(RoutingContext context) {
        world.loops().forEach(ChannelLoop::settle);
        idle(context);
    }

    private void reset(RoutingContext context) {
        world.loops().forEach(ChannelLoop::clear);
        world.reset();
        json(context, new JsonObject().put("reset", true));
    }

    private static JsonObject body(RoutingContext context) {
        JsonObject json = context.body().asJsonObject();
        if (json == null) {
            throw new IllegalArgumentException("body: a JSON object is needed");
        }
        return json;
    }

    private static void failed(RoutingContext context) {
        Throwable why = context.failure();
        boolean theirs = why instanceof IllegalArgumentException
                || why instanceof DecodeException
                || why instanceof ClassCastException;
        int status = theirs ? 400 : Math.max(400, context.statusCode());
        String words = why == null ? "Not served here" : String.valueOf(why.getMessage());
        context.response().setStatusCode(status);
        json(context, new JsonObject().put("status", status).put("detail", words));
    }

    private static void json(RoutingContext context, JsonObject body) {
        context.response().putHeader("content-type", "application/json").end(body.encode() + "\n");
    }
}
