package uk.tocsin.console.edge;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.tocsin.console.House;

/// A person's browser at an edge: keeps cookies, follows redirections, says where its forms come from, and fills in
/// the forms of the page that it shows. Blocks.
final class Browser implements AutoCloseable {
    private static final Pattern FORM = Pattern.compile("(?s)<form method=\"post\"([^>]*)>(.*?)</form>");
    private static final Pattern ACTION = Pattern.compile("action=\"([^\"]*)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final String at;
    private final Map<String, String> cookies = new TreeMap<>();
    private String path = "";
    private String body = "";
    private int status;

    Browser(int port) {
        at = "http://127.0.0.1:" + port;
    }

    /// The page that is shown.
    String page() {
        return body;
    }

    int status() {
        return status;
    }

    String path() {
        return path;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    Browser open(String to) throws Exception {
        return follow(HttpRequest.newBuilder(URI.create(at + to)).GET(), to);
    }

    /// Opens the first link of the page whose address begins like this.
    Browser link(String beginning) throws Exception {
        Matcher link = Pattern.compile("href=\"(" + Pattern.quote(beginning) + "[^\"]*)\"")
                .matcher(body);
        if (!link.find()) {
            throw new AssertionError("no link to " + beginning + " on " + path);
        }
        return open(unescape(link.group(1)));
    }

    /// Fills in the first form of the page whose address begins like this, its hidden fields as they are, and posts
    /// it.
    ///
    /// @param fields names and values, one after the other
    Browser submit(String action, String... fields) throws Exception {
        Matcher form = FORM.matcher(body);
        while (form.find()) {
            Matcher to = ACTION.matcher(form.group(1));
            String address = to.find() ? unescape(to.group(1)) : path;
            Map<String, String> all = hidden(form.group(2));
            boolean meant = address.startsWith(action) && !all.containsKey("show") && agrees(all, fields);
            if (meant) {
                for (int i = 0; i < fields.length; i += 2) {
                    all.put(fields[i], fields[i + 1]);
                }
                return post(address, all);
            }
        }
        throw new AssertionError("no form to " + action + " on " + path + " (" + status + "):\n" + body);
    }

    /// Of several forms to one address, the one whose hidden fields say the same.
    private static boolean agrees(Map<String, String> hidden, String[] fields) {
        for (int i = 0; i < fields.length; i += 2) {
            if (hidden.containsKey(fields[i]) && !fields[i + 1].equals(hidden.get(fields[i]))) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> hidden(String form) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(form);
        while (hidden.find()) {
            fields.put(unescape(hidden.group(1)), unescape(hidden.group(2)));
        }
        return fields;
    }

    /// Posts a form from a page of the edge.
    Browser post(String to, Map<String, String> fields, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(at + to))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Visitor.encode(fields)));
        request.headers(headers.length > 0 ? headers : new String[] {"Origin", House.PUBLIC});
        return follow(request, to);
    }

    private Browser follow(HttpRequest.Builder request, String to) throws Exception {
        if (!cookies.isEmpty()) {
            StringBuilder header = new StringBuilder();
            cookies.forEach((name, value) -> header.append(header.isEmpty() ? "" : "; ")
                    .append(name)
                    .append('=')
                    .append(value));
            request.header("Cookie", header.toString());
        }
        HttpResponse<String> answer =
                client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        answer.headers().allValues("Set-Cookie").forEach(this::keep);
        if (answer.statusCode() == 303) {
            return open(answer.headers().firstValue("Location").orElseThrow());
        }
        path = to;
        body = answer.body();
        status = answer.statusCode();
        return this;
    }

    private void keep(String cookie) {
        String pair = cookie.substring(0, cookie.indexOf(';'));
        String name = pair.substring(0, pair.indexOf('='));
        if (cookie.contains("Max-Age=0;")) {
            cookies.remove(name);
        } else {
            cookies.put(name, pair.substring(name.length() + 1));
        }
    }

    private static String unescape(String text) {
        return text.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    @Override
    public void close() {
        client.close();
    }
}
