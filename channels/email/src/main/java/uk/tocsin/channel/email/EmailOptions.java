package uk.tocsin.channel.email;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uk.tocsin.channel.kit.Links;

/// The settings of the email channel, checked when made: IllegalArgumentException names the field and the
/// reason.
///
/// @param relays where mail is handed in; all are used, those that answer more
/// @param heloName our name in EHLO, a domain
public record EmailOptions(List<Relay> relays, String heloName, Sender sender, Security security, Limits limits) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

    /// Checks the settings against each other.
    public EmailOptions {
        relays = List.copyOf(relays);
        if (relays.isEmpty()) {
            throw new IllegalArgumentException("email.relays: at least one host:port is needed");
        }
        if (Mailbox.parse("postmaster@" + heloName) == null) {
            throw new IllegalArgumentException("email.heloName: \"" + heloName + "\" is not a domain");
        }
        boolean near = relays.stream().allMatch(relay -> LOOPBACK.contains(relay.host()));
        if (security.credentials().isPresent() && security.startTls() != StartTls.REQUIRED && !near) {
            throw new IllegalArgumentException(
                    "email.security.startTls: credentials are only sent with startTls required");
        }
    }

    /// One mail relay or MX.
    public record Relay(String host, int port) {
        /// Checks both.
        public Relay {
            if (host.isBlank() || port < 1 || port > 65_535) {
                throw new IllegalArgumentException("email.relays: \"" + host + ":" + port + "\" is not host:port");
            }
        }
    }

    /// Whether a connection is encrypted with STARTTLS (RFC 3207). Where it is, the certificate is always
    /// verified.
    public enum StartTls {
        /// No mail leaves unencrypted.
        REQUIRED,
        /// Encrypted where the relay offers it; a certificate that does not verify still closes the connection.
        OPPORTUNISTIC,
        /// Never: for a relay on the same machine.
        NONE
    }

    /// How connections are protected.
    ///
    /// @param trustPem certificates of authorities trusted beside the machine's own, in PEM
    public record Security(StartTls startTls, Optional<SmtpCredentials> credentials, Optional<String> trustPem) {}

    /// Who writes.
    ///
    /// @param name the display name in From and in the footer
    /// @param address the address in From
    /// @param bounceDomain where bounces come back, and the right-hand side of Message-IDs
    public record Sender(String name, String address, String bounceDomain, Links links) {
        /// Checks the address and the domain.
        public Sender {
            Mailbox from = Mailbox.parse(address);
            if (from == null || from.needsUtf8()) {
                throw new IllegalArgumentException("email.sender.address: not a mail address in ASCII");
            }
            if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("email.sender.name: empty, or holds a control character");
            }
            if (Mailbox.parse("bounce@" + bounceDomain) == null) {
                throw new IllegalArgumentException(
                        "email.sender.bounceDomain: \"" + bounceDomain + "\" is not a domain");
            }
        }
    }

    /// Bounds on everything.
    ///
    /// @param connectionsPerRelay open connections to one relay
    /// @param messagesPerConnection after so many a connection is closed and replaced
    /// @param connect to a connection
    /// @param command to a banner or the answer to a command
    /// @param reply to the answer after the final dot
    /// @param idle an unused connection is closed after it
    /// @param throttlePause how long a relay that says "too fast" is left alone; SMTP has no Retry-After
    public record Limits(
            int connectionsPerRelay,
            int messagesPerConnection,
            Duration connect,
            Duration command,
            Duration reply,
            Duration idle,
            Duration throttlePause) {

        /// Twenty connections, as many as Postfix gives a destination (default_destination_concurrency_limit);
        /// 100 messages each; 10 s after the final dot, so that an unknown is soon known as one; idle well
        /// below the five minutes of RFC 5321 section 4.5.3.2.7.
        public static final Limits DEFAULT = new Limits(
                20,
                100,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60));

        /// Checks that all are positive.
        public Limits {
            if (connectionsPerRelay < 1 || messagesPerConnection < 1) {
                throw new IllegalArgumentException("email.limits: connections and messages must be at least 1");
            }
            for (Duration each : List.of(connect, command, reply, idle, throttlePause)) {
                if (each.isNegative() || each.isZero()) {
                    throw new IllegalArgumentException("email.limits: a duration is not positive");
                }
            }
        }
    }
}
