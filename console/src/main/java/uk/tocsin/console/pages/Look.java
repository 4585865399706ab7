package uk.tocsin.console.pages;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.tocsin.console.assets.Asset;
import uk.tocsin.console.assets.GovUk;
import uk.tocsin.console.assets.WebJar;

/// How the pages look and what makes them move: GOV.UK Frontend, htmx, ECharts, and a little of our own. Immutable;
/// any thread.
///
/// @param sender who issues the alerts, as people know them
public record Look(String sender) {
    private static final Asset STYLE = Asset.css("console", GovUk.css() + WebJar.text(Look.class, "console.css"));
    private static final Asset FRONTEND = Asset.script("govuk", GovUk.script());
    private static final Asset HTMX =
            Asset.script("htmx", WebJar.of("org.webjars.npm", "htmx.org").text("dist/htmx.min.js"));
    private static final Asset CHARTS =
            Asset.script("echarts", WebJar.of("org.webjars", "echarts").text("echarts.common.min.js"));
    private static final Asset SCRIPT =
            Asset.script("console", WebJar.text(Look.class, "console.js").replace("@FRONTEND@", FRONTEND.name()));
    private static final Asset ICON = Asset.svg("icon", WebJar.text(Look.class, "icon.svg"));
    private static final Map<String, Asset> ALL = Stream.of(STYLE, FRONTEND, HTMX, CHARTS, SCRIPT, ICON)
            .collect(Collectors.toUnmodifiableMap(Asset::name, Function.identity()));

    /// Where the files are.
    static final String PATH = "/assets/";

    public String style() {
        return PATH + STYLE.name();
    }

    public String frontend() {
        return PATH + FRONTEND.name();
    }

    public String htmx() {
        return PATH + HTMX.name();
    }

    public String charts() {
        return PATH + CHARTS.name();
    }

    public String script() {
        return PATH + SCRIPT.name();
    }

    public String icon() {
        return PATH + ICON.name();
    }

    /// Answers a request for one of the files.
    static void serve(RoutingContext context) {
        Asset asset = ALL.get(context.normalizedPath().substring(PATH.length()));
        if (asset == null) {
            context.fail(404);
            return;
        }
        List<String> encodings = context.request().headers().getAll(HttpHeaders.ACCEPT_ENCODING);
        boolean zipped = encodings.stream().anyMatch(each -> each.contains("gzip"));
        context.response()
                .putHeader("Content-Type", asset.type())
                .putHeader("Cache-Control", Asset.FOR_EVER)
                .putHeader("Vary", "Accept-Encoding");
        if (zipped) {
            context.response().putHeader("Content-Encoding", "gzip");
        }
        context.response().end(zipped ? asset.zipped() : asset.plain());
    }
}
