package uk.tocsin.console.api;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import uk.tocsin.model.Coded;
import uk.tocsin.model.Digest;

/// The parameters in a request's path and query.
final class Parameters {
    private static final int MAX_NUMBER_DIGITS = 18;

    private static final int MAX_KEY = 64;

    private Parameters() {}

    /// A number in the path, from 0 to 999,999,999.
    static int number(RoutingContext context, String name) {
        String text = context.pathParam(name);
        if (text == null || !text.matches("[0-9]{1,9}")) {
            throw Problem.field(name, "is not a number");
        }
        return Integer.parseInt(text);
    }

    /// The key of a template or holding message in the path.
    static String key(RoutingContext context) {
        String key = String.valueOf(context.pathParam("key"));
        if (!key.matches("[a-z0-9]+(-[a-z0-9]+)*") || key.length() > MAX_KEY) {
            throw Problem.field("key", "is not lower-case letters, digits and hyphens, at most " + MAX_KEY);
        }
        return key;
    }

    /// The digest that a body names, which has no other field left.
    static Digest digest(Fields in) {
        String digest = in.needed("digest");
        if (!digest.matches("[0-9a-f]{64}")) {
            in.wrong("digest", "is not the 64 hexadecimal digits shown with what is agreed to");
        }
        in.finish();
        return Digest.ofHex(digest);
    }

    /// A word in the path.
    static <E extends Enum<E> & Coded> E word(RoutingContext context, String name, Class<E> type) {
        return word(name, type, String.valueOf(context.pathParam(name)));
    }

    private static <E extends Enum<E> & Coded> E word(String name, Class<E> type, String word) {
        for (E constant : type.getEnumConstants()) {
            if (constant.word().equals(word)) {
                return constant;
            }
        }
        throw Problem.field(name, "is not one of the words that may stand here");
    }

    /// A whole number in the query.
    static long number(RoutingContext context, String name, long fallback, long least, long most) {
        Optional<String> text = single(context, name);
        if (text.isEmpty()) {
            return fallback;
        }
        boolean digits = text.get().matches("[0-9]{1," + MAX_NUMBER_DIGITS + "}");
        long value = digits ? Long.parseLong(text.get()) : -1;
        if (value < least || value > most) {
            throw Problem.field(name, "is not a whole number from " + least + " to " + most);
        }
        return value;
    }

    /// A word in the query.
    static <E extends Enum<E> & Coded> Optional<E> asked(RoutingContext context, String name, Class<E> type) {
        return single(context, name).map(word -> word(name, type, word));
    }

    private static Optional<String> single(RoutingContext context, String name) {
        List<String> given = context.queryParam(name);
        if (given.size() > 1) {
            throw Problem.field(name, "is given more than once");
        }
        return given.stream().findFirst();
    }
}
