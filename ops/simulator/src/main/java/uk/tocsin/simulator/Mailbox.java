package uk.tocsin.simulator;

import java.util.List;
import java.util.Locale;

/// Decides over recipients and finished mails: what a receiving mail system does behind its SMTP front.
/// Owned by the email channel's event loop.
final class Mailbox {

    /// A recipient named in RCPT.
    ///
    /// @param id the request's number
    record Recipient(long id, String address, Delivery delivery, long endpoint, ChannelLoop.Fate fate) {}

    /// How the final dot is answered.
    enum Ending {
        REPLY,
        RESET,
        SILENCE
    }

    /// @param reply the reply line
    record Verdict(Ending ending, String reply) {}

    private static final List<String> AT_RECIPIENT = List.of("550", "551", "553", "450", "421");

    final ChannelLoop loop;
    private final World world;
    private final People people;
    private final BounceSender bounces;

    Mailbox(ChannelLoop loop, BounceSender bounces) {
        this.loop = loop;
        this.world = loop.world;
        this.people = new People(loop);
        this.bounces = bounces;
    }

    /// Draws the fate of a recipient; refused ones are concluded here when their code belongs to RCPT.
    Recipient recipient(String from, String address) {
        long id = loop.nextRequestId();
        long endpoint = Chance.hash(address.toLowerCase(Locale.ROOT));
        Delivery named = Delivery.ofReturnPath(from);
        Delivery delivery = named != null ? named : Delivery.withoutToken(Chance.hash(from) ^ endpoint);
        ChannelLoop.Fate fate = loop.fate(delivery, endpoint, false);
        Recipient recipient = new Recipient(id, address, delivery, endpoint, fate);
        if (refusedAtOnce(recipient)) {
            conclude(recipient, fate, "");
        }
        return recipient;
    }

    static boolean refusedAtOnce(Recipient recipient) {
        ChannelLoop.Fate fate = recipient.fate();
        return fate.kind() == ChannelLoop.Kind.THROTTLE
                || (fate.kind() == ChannelLoop.Kind.REFUSE && AT_RECIPIENT.contains(digits(fate.code())));
    }

    /// The reply for a refusal.
    static String reply(ChannelLoop.Fate fate) {
        if (fate.kind() == ChannelLoop.Kind.THROTTLE) {
            return "421 4.7.0 Too many messages, try again later";
        }
        String code = fate.code();
        String digits = digits(code);
        String enhanced = code.length() > 4 ? code.substring(4) : digits.charAt(0) + ".3.0";
        String words = switch (enhanced.substring(enhanced.indexOf('.') + 1)) {
            case "1.1" -> "No such user here";
            case "2.1" -> "Mailbox disabled";
            case "2.2" -> "Mailbox full";
            case "3.4" -> "Message too big for system";
            case "7.1" -> "Refused by policy";
            default -> digits.startsWith("4") ? "Temporary failure, try again later" : "Transaction failed";
        };
        return digits + " " + enhanced + " " + words;
    }

    private static String digits(String code) {
        return code.matches("[245][0-9]{2}.*") ? code.substring(0, 3) : "451";
    }

    /// A message was complete: accept it for all recipients, or refuse it for all.
    Verdict message(String from, List<Recipient> recipients, byte[] content, int length, String queueId) {
        for (Recipient recipient : recipients) {
            if (recipient.fate().kind() == ChannelLoop.Kind.REFUSE) {
                recipients.forEach(each -> conclude(each, recipient.fate(), ""));
                return new Verdict(Ending.REPLY, reply(recipient.fate()));
            }
        }
        Mail mail = Mail.parse(content, length);
        Ending ending = Ending.REPLY;
        for (Recipient recipient : recipients) {
            conclude(recipient, recipient.fate(), queueId);
            ending = switch (recipient.fate().kind()) {
                case ACCEPT_THEN_RESET -> Ending.RESET;
                case ACCEPT_THEN_SILENCE -> Ending.SILENCE;
                case ACCEPT, REFUSE, THROTTLE -> ending;
            };
            arrive(from, recipient, mail);
        }
        return new Verdict(ending, "250 2.0.0 Ok: queued as " + queueId);
    }

    /// The mail system itself would not take the message (too big, lines too long).
    void refuseAll(List<Recipient> recipients, String code) {
        recipients.forEach(each -> conclude(each, new ChannelLoop.Fate(ChannelLoop.Kind.REFUSE, code), ""));
    }

    /// The client left before the final dot.
    void abandoned(List<Recipient> recipients) {
        for (Recipient recipient : recipients) {
            loop.counts.other("abandoned");
            world.log.request(Channel.EMAIL, recipient.id(), recipient.delivery(), "abandoned", "", false, "");
        }
    }

    private void conclude(Recipient recipient, ChannelLoop.Fate fate, String queueId) {
        loop.conclude(recipient.id(), recipient.delivery(), fate, code -> code.startsWith("5"), queueId);
    }

    private void arrive(String from, Recipient recipient, Mail mail) {
        Behaviour.Email shares = world.behaviour().email();
        Delivery delivery = recipient.delivery();
        long message = delivery.chanceKey();
        long arrives = people.transit(recipient.endpoint(), message);
        double fate = world.chance.draw(Chance.Purpose.FATE, recipient.endpoint(), message);
        world.recent.add(Channel.EMAIL, () -> mail.toJson(from, recipient.address()));
        if (fate < shares.bounced()) {
            if (!from.isEmpty() && world.settings().bounces() != null) {
                long due = arrives + loop.faults().delayCallbacksMs();
                BounceSender.Bounce bounce = new BounceSender.Bounce(
                        from, recipient.address(), mail.header("message-id"), mail.subject(), delivery);
                loop.wheel.after(due, () -> bounces.send(bounce));
            }
            return;
        }
        String link = People.acknowledgementLink(mail.text());
        people.linked(delivery, recipient.endpoint(), link, arrives, shares.scanned(), shares.acknowledged());
        String address = recipient.address().toLowerCase(Locale.ROOT);
        if (world.directory.knows(address)) {
            world.directory.deliver(
                    address,
                    new Directory.Item(
                            0,
                            Channel.EMAIL,
                            System.currentTimeMillis(),
                            mail.header("from"),
                            mail.subject(),
                            mail.text(),
                            delivery,
                            link,
                            null));
        }
    }
}
