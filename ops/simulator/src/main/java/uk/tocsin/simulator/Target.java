package uk.tocsin.simulator;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A URL taken apart: what to connect to, and what to say.
///
/// @param url the URL as given, without fragment
/// @param secure https
/// @param host host to connect to, a loopback address
/// @param authority what the Host header says
/// @param pathAndQuery never empty
record Target(String url, boolean secure, String host, int port, String authority, String pathAndQuery) {

    /// Takes the URL apart, following the routes; anything that would leave this machine is refused.
    static Target of(String text, Map<String, String> routes) {
        int hash = text.indexOf('#');
        String url = hash < 0 ? text : text.substring(0, hash);
        int scheme = url.indexOf("://");
        if (scheme < 0 || !(url.startsWith("http://") || url.startsWith("https://"))) {
            throw new IllegalArgumentException("url: http:// or https:// is needed");
        }
        int slash = url.indexOf('/', scheme + 3);
        int question = url.indexOf('?', scheme + 3);
        int end = slash < 0 ? question < 0 ? url.length() : question : question < 0 ? slash : Math.min(slash, question);
        String origin = url.substring(0, end);
        String authority = url.substring(scheme + 3, end);
        String path =
                end == url.length() ? "/" : url.charAt(end) == '/' ? url.substring(end) : "/" + url.substring(end);
        String connect = routes.getOrDefault(origin, origin);
        boolean secure = connect.startsWith("https://");
        String place = connect.substring(secure ? 8 : 7);
        int colon = place.lastIndexOf(':');
        boolean hasPort = colon > 0 && place.indexOf(']', colon) < 0;
        String host = hasPort ? place.substring(0, colon) : place;
        if (!isLoopback(host)) {
            throw new IllegalArgumentException("url: " + origin + " is neither on loopback nor among the routes");
        }
        int port = hasPort ? port(place.substring(colon + 1)) : secure ? 443 : 80;
        return new Target(url, secure, host, port, authority, path);
    }

    private static int port(String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("url: the port is not a number", notANumber);
        }
        throw new IllegalArgumentException("url: no such port " + digits);
    }

    static boolean isLoopback(@Nullable String host) {
        return host != null
                && (host.equals("localhost") || host.matches("127(\\.[0-9]{1,3}){3}") || host.equals("[::1]"));
    }
}
