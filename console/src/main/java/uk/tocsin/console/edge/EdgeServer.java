package uk.tocsin.console.edge;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import java.net.URI;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import uk.tocsin.channel.email.BounceIntake;
import uk.tocsin.channel.email.BounceParser;
import uk.tocsin.channel.kit.BoundedVirtualThreads;
import uk.tocsin.channel.sms.TwilioErrors;
import uk.tocsin.console.Installation;
import uk.tocsin.console.config.Settings;
import uk.tocsin.console.register.Addresses;
import uk.tocsin.model.ChannelKind;

/// The edge: the server that the internet talks to, over HTTP and, for bounces, SMTP. It speaks no TLS: the
/// organisation's proxy and mail gateway stand before it. What is public of an address comes from `edge.publicUrl`
/// alone. Any thread.
public final class EdgeServer {
    /// Mails read at one time, one for each connection: a mail of 1 MB takes a few MB to read.
    private static final int BOUNCES = 32;

    private final Installation house;
    private final BoundedVirtualThreads threads = new BoundedVirtualThreads("edge-bounces", BOUNCES);
    private final List<EdgeListener> listeners = new CopyOnWriteArrayList<>();
    private final EdgeListener.Setup setup;
    private final BounceIntake.Options intakeOptions;
    private final BounceDesk desk;
    private final Openings openings;
    private volatile @Nullable BounceIntake intake;
    private volatile @Nullable String deployment;

    private EdgeServer(Installation house) {
        this.house = house;
        Settings.Edge edge = house.settings().edge();
        EdgeMeters meters = new EdgeMeters(house.meters());
        Guard guard = new Guard(edge.proxies(), System::nanoTime);
        meters.connections(guard::connections);
        URI url = edge.publicUrl();
        String base = url.getRawPath() == null ? "" : url.getRawPath();
        Page page = new Page(base, house.settings().email().fromName());
        this.openings = new Openings(house.vertx(), house.engine()::opened);
        boolean secure = "https".equals(url.getScheme());
        this.setup = new EdgeListener.Setup(
                edge.listen().host(),
                // negative: any free port, the same for all listeners
                edge.listen().port() == 0 ? -1 : edge.listen().port(),
                base,
                secure,
                doors(house, origin(url), page, guard, meters, openings),
                guard,
                meters,
                house.engine().meters(),
                page,
                System::nanoTime);
        this.intakeOptions =
                new BounceIntake.Options(edge.bounces().host(), edge.bounces().port(), edge.bounceDomain(), BOUNCES);
        this.desk = new BounceDesk(
                new BounceParser(edge.bounceDomain()),
                threads,
                house.engine(),
                house.keys().tokens(),
                house.clock(),
                meters);
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    private static Map<Route, Door> doors(
            Installation house, String origin, Page page, Guard guard, EdgeMeters meters, Openings openings) {
        Receipts receipts = new Receipts(house.engine(), house.keys().tokens(), house.clock());
        Contacts contacts = new Contacts(house.register(), house.vault());
        SignedForm form = new SignedForm(origin, house.settings().sms().token().reveal());
        Answer robots = Answer.of("text/plain; charset=utf-8", "User-agent: *\nDisallow: /\n");
        Answer alive = Answer.of("application/json", "{\"status\":\"alive\"}");
        CodeDesk codes = new CodeDesk(
                house.keys().pages(),
                house.engine()::notice,
                contacts,
                house.keys().tokens(),
                house.clock());
        SelfService self = selfService(house, origin, page, guard, codes);
        Map<Route, Door> doors = new EnumMap<>(Route.class);
        doors.put(Route.SMS_STATUS, new SmsStatus(form, receipts, TwilioErrors.standard()));
        doors.put(Route.SMS_REPLY, new SmsReplies(form, contacts, house.engine(), receipts, meters));
        doors.put(Route.DEVICE, new DeviceReceipts(receipts));
        Trainings trainings = new Trainings(
                house.settings().trainings(), house.taxonomy(), house.keys().tokens());
        AlertHtml alert = new AlertHtml(page, new ActionHtml(page, trainings));
        doors.put(Route.ALERT, new AlertPages(house.engine(), receipts, contacts, house.clock(), alert, page));
        doors.put(Route.GO, new ActionPages(house.engine(), receipts, openings, trainings, page));
        doors.put(
                Route.COMPLETIONS,
                new CompletionReports(house.engine(), house.keys().tokens(), trainings, house.clock()));
        doors.put(
                Route.UNSUBSCRIBE,
                new UnsubscribePages(house.engine(), receipts, contacts, page, meters, new Farewell(self, codes)));
        doors.put(Route.STYLE, inquiry -> Future.succeededFuture(StyleSheet.answer(inquiry)));
        doors.put(Route.ROBOTS, _ -> Future.succeededFuture(robots));
        doors.put(Route.LIVE, _ -> Future.succeededFuture(alive));
        selfService(doors, house, self, codes, new MyAlerts(self, house.engine(), receipts, alert));
        return doors;
    }

    private static SelfService selfService(Installation house, String origin, Page page, Guard guard, CodeDesk codes) {
        Settings settings = house.settings();
        EnumSet<ChannelKind> channels = EnumSet.noneOf(ChannelKind.class);
        Map.of(
                        ChannelKind.PUSH, settings.push().enabled(),
                        ChannelKind.SMS, settings.sms().enabled(),
                        ChannelKind.EMAIL, settings.email().enabled())
                .forEach((channel, enabled) -> {
                    if (enabled) {
                        channels.add(channel);
                    }
                });
        return new SelfService(
                page,
                origin,
                channels,
                house.desk(codes),
                new Sessions(house.keys().pages(), house.random(), house.clock(), origin.startsWith("https:")),
                guard,
                new Errands(house.edgeLoops()),
                new Ration(house.keys().pages(), house.clock()),
                new Addresses(settings.sms().countries()),
                house.places(),
                house.taxonomy(),
                house.clock());
    }

    private static void selfService(
            Map<Route, Door> doors, Installation house, SelfService self, CodeDesk codes, MyAlerts alerts) {
        NoticePages notices = new NoticePages(self, house.engine(), house.keys().tokens());
        SignInPages signIn = new SignInPages(self, codes, notices);
        JoinPages join = new JoinPages(self, house::newId);
        MePages me = new MePages(self, house.engine(), house::newId, alerts);
        doors.put(Route.JOIN, join);
        doors.put(Route.JOIN_PART, join);
        doors.put(Route.NOTICE, notices);
        doors.put(Route.SIGN_IN, signIn::signIn);
        doors.put(Route.CODE, signIn::code);
        doors.put(Route.ME, me);
        doors.put(Route.ME_PART, me);
        doors.put(Route.DEVICES, new Devices(self, house.keys().tokens()));
    }

    /// Opens the edge of an installation; completes when it listens. Fails when an address is taken.
    public static Future<EdgeServer> open(Installation house) {
        EdgeServer edge = new EdgeServer(house);
        return edge.listen()
                .compose(_ -> BounceIntake.open(house.edgeLoops(), edge.intakeOptions, edge.desk))
                .map(opened -> {
                    edge.intake = opened;
                    return edge;
                })
                .recover(failure -> edge.close().transform(_ -> Future.failedFuture(failure)));
    }

    /// A listener on each event loop; Vert.x spreads the connections over those that share a port.
    private Future<Void> listen() {
        DeploymentOptions each =
                new DeploymentOptions().setInstances(house.settings().engine().eventLoops());
        return house.edgeLoops()
                .deployVerticle(
                        () -> {
                            EdgeListener listener = new EdgeListener(setup);
                            listeners.add(listener);
                            return listener;
                        },
                        each)
                .map(id -> {
                    deployment = id;
                    return null;
                });
    }

    /// The port of the pages and receipts.
    public int port() {
        return listeners.get(0).port();
    }

    /// The port that bounces are sent to.
    public int bouncePort() {
        BounceIntake listening = intake;
        return listening == null ? 0 : listening.port();
    }

    /// Refuses what comes in, lets what is being journalled end, and stops listening. The installation stays open.
    public Future<Void> close() {
        listeners.forEach(EdgeListener::refuseAll);
        BounceIntake listening = intake;
        if (listening != null) {
            listening.close();
        }
        threads.close();
        String id = deployment;
        deployment = null;
        Future<Void> closed =
                id == null ? Future.succeededFuture() : house.edgeLoops().undeploy(id);
        return closed.eventually(openings::flush);
    }
}
