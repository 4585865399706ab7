package uk.tocsin.simulator;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How a simulator is started. Ports of 0 take any free one.
///
/// @param work folder for keys, certificate and raw log; made if absent
/// @param seed of every chance: the same seed gives the same fate to the same messages
/// @param project the Firebase project
/// @param from the account's own sender numbers accept this one besides the Messaging Service
/// @param smtpLogin user and password for AUTH PLAIN, "user:password"; null for a server without AUTH
/// @param peopleListed how many people the pages list; further ones are not kept
/// @param textsKept how many of the newest texts Twilio's list still knows
public record SimulatorOptions(
        Path work,
        long seed,
        Ports ports,
        Behaviour behaviour,
        String project,
        String from,
        @Nullable String smtpLogin,
        int peopleListed,
        int textsKept) {

    /// The ports on 127.0.0.1.
    ///
    /// @param fcm HTTP/2 and HTTP/1.1 over TLS
    /// @param oauth token endpoint, TLS
    /// @param twilio plain HTTP/1.1 and HTTP/2 with prior knowledge
    /// @param twilioTls the same over TLS
    /// @param control faults, counts, people
    /// @param pages the phones and inboxes
    public record Ports(int fcm, int oauth, int twilio, int twilioTls, int smtp, int control, int pages) {

        public static Ports anyFree() {
            return new Ports(0, 0, 0, 0, 0, 0, 0);
        }
    }

    /// The defaults, with everything kept in that folder.
    public static SimulatorOptions in(Path work) {
        return new SimulatorOptions(
                work, 1, Ports.anyFree(), Behaviour.realistic(), "tocsin-demo", "+447700900000", null, 200, 250_000);
    }

    public SimulatorOptions withSeed(long value) {
        return new SimulatorOptions(work, value, ports, behaviour, project, from, smtpLogin, peopleListed, textsKept);
    }

    public SimulatorOptions withPorts(Ports value) {
        return new SimulatorOptions(work, seed, value, behaviour, project, from, smtpLogin, peopleListed, textsKept);
    }

    public SimulatorOptions withBehaviour(Behaviour value) {
        return new SimulatorOptions(work, seed, ports, value, project, from, smtpLogin, peopleListed, textsKept);
    }

    public SimulatorOptions withProject(String value) {
        return new SimulatorOptions(work, seed, ports, behaviour, value, from, smtpLogin, peopleListed, textsKept);
    }

    public SimulatorOptions withSmtpLogin(String value) {
        return new SimulatorOptions(work, seed, ports, behaviour, project, from, value, peopleListed, textsKept);
    }

    public SimulatorOptions withTextsKept(int value) {
        return new SimulatorOptions(work, seed, ports, behaviour, project, from, smtpLogin, peopleListed, value);
    }

    /// Secrets stay out of logs.
    @Override
    public String toString() {
        return "SimulatorOptions[work=" + work + ", seed=" + seed + ", ports=" + ports + ", project=" + project + "]";
    }
}
