package uk.tocsin.simulator;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The people whose phones and inboxes can be looked at, with the newest messages each received.
///
/// Bounded twice: so many people, and so many messages of each. Thread-safe by one lock; for everybody else's
/// messages
/// the cost is one look-up.
final class Directory {

    private static final int ITEMS_KEPT = 60;
    private static final Set<String> KNOWN = Set.of("name", "organisation", "place", "push", "sms", "email", "ordinal");

    /// @param ordinal when given (0 or more), only messages of this subscriber are shown: people may share a test
    /// number
    record Person(
            int id,
            String name,
            String organisation,
            String place,
            String push,
            String sms,
            String email,
            long ordinal) {}

    /// A message as its reader sees it.
    ///
    /// @param link where "I have read this" goes, null when the message has none
    /// @param receiptUrl where the app reports to, null unless pushed
    record Item(
            int id,
            Channel channel,
            long timeMs,
            String sender,
            String title,
            String text,
            Delivery delivery,
            @Nullable String link,
            @Nullable String receiptUrl) {}

    private final int limit;
    private final Map<Integer, Person> people = new LinkedHashMap<>();
    private final Map<String, List<Person>> byEndpoint = new HashMap<>();
    private final Map<Integer, Deque<Item>> items = new HashMap<>();
    private int nextItem = 1;

    Directory(int limit) {
        this.limit = limit;
    }

    /// Adds a person; false when the list is full. Refuses unknown fields by name.
    synchronized boolean add(JsonObject json) {
        Fields fields = new Fields(json, KNOWN);
        if (people.size() >= limit) {
            return false;
        }
        long ordinal = json.getValue("ordinal") instanceof Number number ? number.longValue() : -1;
        Person person = new Person(
                people.size() + 1,
                fields.text("name", ""),
                fields.text("organisation", ""),
                fields.text("place", ""),
                fields.text("push", ""),
                fields.text("sms", ""),
                fields.text("email", "").toLowerCase(Locale.ROOT),
                ordinal);
        people.put(person.id(), person);
        for (String endpoint : List.of(person.push(), person.sms(), person.email())) {
            if (!endpoint.isEmpty()) {
                byEndpoint.computeIfAbsent(endpoint, e -> new ArrayList<>()).add(person);
            }
        }
        return true;
    }

    synchronized void clear() {
        people.clear();
        byEndpoint.clear();
        items.clear();
    }

    synchronized void clearItems() {
        items.clear();
    }

    /// Whether anybody listed has that endpoint.
    synchronized boolean knows(String endpoint) {
        return byEndpoint.containsKey(endpoint);
    }

    /// Puts a message on the phones or in the inboxes of those who have this endpoint. A push with the delivery
    /// of an
    /// earlier one replaces it, as its tag asks.
    synchronized void deliver(String endpoint, Item message) {
        for (Person person : byEndpoint.getOrDefault(endpoint, List.of())) {
            boolean theirs = person.ordinal() < 0
                    || person.ordinal() == message.delivery().ordinal();
            if (theirs) {
                Deque<Item> box = items.computeIfAbsent(person.id(), id -> new ArrayDeque<>());
                box.removeIf(old -> message.channel() == Channel.PUSH
                        && old.channel() == Channel.PUSH
                        && old.delivery().equals(message.delivery()));
                box.addFirst(numbered(message));
                if (box.size() > ITEMS_KEPT) {
                    box.removeLast();
                }
            }
        }
    }

    private Item numbered(Item message) {
        return new Item(
                nextItem++,
                message.channel(),
                message.timeMs(),
                message.sender(),
                message.title(),
                message.text(),
                message.delivery(),
                message.link(),
                message.receiptUrl());
    }

    synchronized @Nullable Person person(int id) {
        return people.get(id);
    }

    /// A person's messages, newest first.
    synchronized List<Item> items(int person) {
        Deque<Item> box = items.get(person);
        return box == null ? List.of() : List.copyOf(box);
    }

    /// People whose name, organisation or place has every word of the text.
    synchronized List<Person> search(String text) {
        String[] words = text.toLowerCase(Locale.ROOT).strip().splitWithDelimiters("\\s+", 0);
        List<Person> found = new ArrayList<>();
        for (Person person : people.values()) {
            String all = (person.name() + " " + person.organisation() + " " + person.place()).toLowerCase(Locale.ROOT);
            if (Arrays.stream(words).allMatch(word -> word.isBlank() || all.contains(word))) {
                found.add(person);
            }
        }
        return found;
    }
}
