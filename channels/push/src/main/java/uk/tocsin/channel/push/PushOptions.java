package uk.tocsin.channel.push;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import uk.tocsin.channel.kit.Links;

/// How to reach Firebase Cloud Messaging.
///
/// @param credentials the JSON file of a service account; its `token_uri` says where access tokens come from
/// @param projectId the Firebase project
/// @param endpoint [#FCM], or another one for rehearsals; plain http only on loopback
/// @param trust a PEM file of certificates trusted besides the JDK's own, for rehearsals
/// @param maxInFlight messages at one time; each 100 need a connection
/// @param requestTimeout from the write to the answer; at least [#LEAST_TIMEOUT]
/// @param links the public addresses in each message
public record PushOptions(
        Path credentials,
        String projectId,
        URI endpoint,
        Optional<Path> trust,
        int maxInFlight,
        Duration requestTimeout,
        Links links) {
    /// Where FCM is.
    public static final URI FCM = URI.create("https://fcm.googleapis.com");

    /// FCM asks clients to wait at least so long
    /// (firebase.google.com/docs/cloud-messaging/scale-fcm, "Handle retries").
    public static final Duration LEAST_TIMEOUT = Duration.ofSeconds(10);

    /// 100 streams on each of 100 connections; 600,000 a minute at 1 s a message.
    private static final int MOST_IN_FLIGHT = 10_000;

    /// Checks what needs no file; the message names the field.
    public PushOptions {
        if (!projectId.matches("[a-z][a-z0-9-]{4,29}")) {
            throw new IllegalArgumentException("push.projectId: \"" + projectId + "\" is not a Firebase project id");
        }
        if (maxInFlight < 1 || maxInFlight > MOST_IN_FLIGHT) {
            throw new IllegalArgumentException(
                    "push.maxInFlight: " + maxInFlight + " is not between 1 and " + MOST_IN_FLIGHT);
        }
        checkSafe("push.endpoint", endpoint);
    }

    /// Throws unless the address is https, or http on this machine.
    static void checkSafe(String field, URI address) {
        String host = address.getHost();
        boolean here = "localhost".equals(host) || "127.0.0.1".equals(host) || "[::1]".equals(host);
        if (host == null || !("https".equals(address.getScheme()) || here && "http".equals(address.getScheme()))) {
            throw new IllegalArgumentException(
                    field + ": \"" + address + "\" is neither https nor http on this machine");
        }
    }
}
