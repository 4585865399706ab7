package uk.tocsin.console.edge;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.tocsin.console.House;

/// Somebody's simulated phone and inbox: what has arrived there, as its reader sees it. Blocks.
final class Phone implements AutoCloseable {
    private static final Pattern ITEM =
            Pattern.compile("(?s)<article class=\"([a-z]+)\".*?<p class=\"text\">(.*?)</p>");
    private static final Pattern NOTICE = Pattern.compile(Pattern.quote(House.PUBLIC) + "(/n/[\\w-]{24})");
    private static final Pattern CODE = Pattern.compile("\\b([0-9]{6})\\b");

    private final HttpClient client = HttpClient.newHttpClient();
    private final House house;
    private final String person;

    /// @param number how many people were made known to the simulator before
    Phone(House house, int number, String mail, String sms) throws Exception {
        this.house = house;
        JsonObject known = new JsonObject()
                .put("name", "Person " + number)
                .put("organisation", "")
                .put("place", "");
        if (!mail.isEmpty()) {
            known.put("email", mail);
        }
        if (!sms.isEmpty()) {
            known.put("sms", sms);
        }
        send(HttpRequest.newBuilder(URI.create(house.simulator().controlUrl() + "/sim/people"))
                .POST(HttpRequest.BodyPublishers.ofString(known.encode()))
                .build());
        String list = send(HttpRequest.newBuilder(URI.create(house.simulator().pagesUrl() + "/?q=Person+" + number))
                .build());
        Matcher link = Pattern.compile("href=\"(/people/[0-9]+)\">Person " + number + "<")
                .matcher(list);
        if (!link.find()) {
            throw new AssertionError("the simulator does not list person " + number);
        }
        person = link.group(1);
    }

    private String send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /// The texts of a channel, "sms" or "email", newest first.
    List<String> messages(String channel) throws Exception {
        String page = send(HttpRequest.newBuilder(URI.create(house.simulator().pagesUrl() + person))
                .build());
        List<String> texts = new ArrayList<>();
        Matcher item = ITEM.matcher(page);
        while (item.find()) {
            if (item.group(1).equals(channel)) {
                texts.add(item.group(2));
            }
        }
        return texts;
    }

    /// Waits until a channel has so many messages; the newest.
    String newest(String channel, int count) throws Exception {
        house.until(() -> messages(channel).size() >= count);
        return messages(channel).getFirst();
    }

    /// Where the link of a message leads, below the public address.
    static String link(String message) {
        return found(NOTICE, message);
    }

    /// The code in a message.
    static String code(String message) {
        return found(CODE, message);
    }

    private static String found(Pattern pattern, String message) {
        Matcher found = pattern.matcher(message);
        if (!found.find()) {
            throw new AssertionError("no " + pattern + " in: " + message);
        }
        return found.group(1);
    }

    @Override
    public void close() {
        client.close();
    }
}
