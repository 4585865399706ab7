package uk.tocsin.console.edge;

import uk.tocsin.model.Coded;

/// The addresses of the edge. Told apart by comparing text, because receipts come in by the thousand.
enum Route implements Coded {
    SMS_STATUS(0, "sms-status", "/receipts/sms/", false, 8 << 10),
    /// A text of 1,600 characters is at most 14,400 characters of a form (RFC 3986: nine for one of three bytes),
    /// and Twilio's other fields beside it.
    SMS_REPLY(1, "sms-reply", "/receipts/sms-replies", false, 32 << 10),
    DEVICE(2, "device", "/receipts/device", false, 2 << 10),
    ALERT(3, "alert", "/a/", true, 2 << 10),
    UNSUBSCRIBE(4, "unsubscribe", "/u/", true, 4 << 10),
    STYLE(5, "style", "/style-", true, 0),
    ROBOTS(6, "robots", "/robots.txt", true, 0),
    LIVE(7, "live", "/health/live", true, 0),
    NONE(8, "none", "", true, 0),
    JOIN(9, "join", "/join", true, 2 << 10),
    /// What was answered before goes with each page: some 60 fields.
    JOIN_PART(10, "join-part", "/join/", true, 24 << 10),
    NOTICE(11, "notice", "/n/", true, 2 << 10),
    SIGN_IN(12, "sign-in", "/sign-in", true, 4 << 10),
    CODE(13, "code", "/code", true, 4 << 10),
    ME(14, "me", "/me", true, 0),
    ME_PART(15, "me-part", "/me/", true, 24 << 10),
    DEVICES(16, "devices", "/devices", false, 16 << 10),
    /// A delivery token at most.
    GO(17, "go", "/go/", false, 2 << 10),
    COMPLETIONS(18, "completions", "/completions", false, 2 << 10);

    private static final int MAX_REST = 64;

    private final int code;
    private final String word;
    private final String path;
    private final boolean readable;
    private final int maxBody;

    /// @param path what an address begins with, if it ends with a slash or a hyphen; else the whole of it
    /// @param readable whether it answers GET and HEAD
    /// @param maxBody bytes of a POST; 0 where there is none
    Route(int code, String word, String path, boolean readable, int maxBody) {
        this.code = code;
        this.word = word;
        this.path = path;
        this.readable = readable;
        this.maxBody = maxBody;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String word() {
        return word;
    }

    boolean readable() {
        return readable;
    }

    boolean writable() {
        return maxBody > 0;
    }

    int maxBody() {
        return maxBody;
    }

    String methods() {
        return readable ? writable() ? "GET, HEAD, POST" : "GET, HEAD" : "POST";
    }

    private boolean open() {
        return path.endsWith("/") || path.endsWith("-");
    }

    /// The route of a path; [#NONE] for any other.
    static Route of(String path) {
        for (Route route : ROUTES) {
            boolean mine = route.open()
                    ? path.startsWith(route.path) && path.length() <= route.path.length() + MAX_REST
                    : path.equals(route.path);
            if (mine) {
                return route;
            }
        }
        return NONE;
    }

    private static final Route[] ROUTES = {
        SMS_STATUS,
        DEVICE,
        ALERT,
        SMS_REPLY,
        UNSUBSCRIBE,
        NOTICE,
        STYLE,
        JOIN,
        JOIN_PART,
        SIGN_IN,
        CODE,
        ME,
        ME_PART,
        DEVICES,
        GO,
        COMPLETIONS,
        ROBOTS,
        LIVE
    };

    /// Whether people see what it answers.
    boolean forPeople() {
        return switch (this) {
            case ALERT, UNSUBSCRIBE, JOIN, JOIN_PART, NOTICE, SIGN_IN, CODE, ME, ME_PART, GO -> true;
            case SMS_STATUS, SMS_REPLY, DEVICE, DEVICES, COMPLETIONS, STYLE, ROBOTS, LIVE, NONE -> false;
        };
    }

    /// Whether a POST draws on the client's share even if there is nothing wrong with it: nothing shows yet that
    /// somebody genuine is behind it.
    boolean rations() {
        return switch (this) {
            case JOIN, JOIN_PART, NOTICE, SIGN_IN, CODE, ME, ME_PART, DEVICES, GO -> true;
            case SMS_STATUS, SMS_REPLY, DEVICE, ALERT, UNSUBSCRIBE, COMPLETIONS, STYLE, ROBOTS, LIVE, NONE -> false;
        };
    }

    /// What follows the route's own part of a path.
    String rest(String whole) {
        return open() ? whole.substring(path.length()) : "";
    }
}
