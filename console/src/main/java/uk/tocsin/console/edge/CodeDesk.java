package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import uk.tocsin.console.register.Notices;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.receipt.NoticeToken;
import uk.tocsin.receipt.TokenMint;

/// Takes the codes that people type in instead of following the link of a notice. Remembers which notices with a
/// code were asked for, by a keyed sum of the address, until this process ends: after that the link still works.
/// Guessing is bounded: after 5 wrong codes for an address in an hour none is taken until the oldest is an hour old,
/// and for 15 minutes in any case; whether the address is known makes no difference. Any thread.
final class CodeDesk implements Notices {
    private static final int WRONG = 5;
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofMinutes(15);

    /// Notices of one address that a code is compared with: as many as it may be sent in an hour.
    private static final int NEWEST = 5;

    /// Addresses that are remembered: some 50 MB at worst.
    private static final int REMEMBERED = 100_000;

    private final Seal seal;
    private final Notices notices;
    private final Contacts contacts;
    private final TokenMint tokens;
    private final InstantSource clock;
    private final Recently<Deque<NoticeToken>> asked = new Recently<>(REMEMBERED);
    private final Recently<Tries> tries = new Recently<>(REMEMBERED);

    /// What was tried for one address.
    private static final class Tries {
        final Deque<Instant> wrong = new ArrayDeque<>();
        Instant closedUntil = Instant.MIN;
    }

    /// @param notices where notices are asked for
    CodeDesk(SecretKey key, Notices notices, Contacts contacts, TokenMint tokens, InstantSource clock) {
        this.seal = new Seal(key, "code");
        this.notices = notices;
        this.contacts = contacts;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Future<Void> ask(NoticeKind kind, ChannelKind channel, int ordinal, int endpoint, Instant expires) {
        Future<Void> noted = kind.hasCode()
                ? contacts.of(ordinal)
                        .map(contact -> contact.flatMap(c -> c.endpoints().stream()
                                .filter(e -> e.index() == endpoint && e.channel() == channel)
                                .findFirst()))
                        .map(found -> {
                            found.ifPresent(e -> note(e, NoticeToken.of(kind, ordinal, endpoint, expires)));
                            return null;
                        })
                : Future.succeededFuture();
        return noted.compose(_ -> notices.ask(kind, channel, ordinal, endpoint, expires));
    }

    private String key(ChannelKind channel, String address) {
        return seal.text(channel.word() + " " + address);
    }

    private synchronized void note(Endpoint endpoint, NoticeToken token) {
        Deque<NoticeToken> known = asked.of(key(endpoint.channel(), endpoint.address()), _ -> new ArrayDeque<>());
        known.remove(token);
        known.addFirst(token);
        if (known.size() > NEWEST) {
            known.removeLast();
        }
    }

    /// The notice whose code these digits are; empty for a wrong one, and while none is taken for the address.
    synchronized Optional<NoticeToken> take(Organisation.Address address, String digits) {
        Instant now = clock.instant();
        String key = key(address.channel(), address.value());
        Tries mine = tries.of(key, _ -> new Tries());
        mine.wrong.removeIf(time -> !time.plus(WINDOW).isAfter(now));
        boolean closed = mine.wrong.size() >= WRONG || now.isBefore(mine.closedUntil);
        List<NoticeToken> known = new ArrayList<>(asked.find(key).orElseGet(ArrayDeque::new));
        Optional<NoticeToken> right = Optional.empty();
        for (NoticeToken token : known) {
            if (tokens.isCode(token, digits) && !token.expired(now) && !closed) {
                right = Optional.of(token);
            }
        }
        if (right.isEmpty() && !closed) {
            mine.wrong.add(now);
            mine.closedUntil = mine.wrong.size() >= WRONG ? now.plus(PAUSE) : Instant.MIN;
        }
        return right;
    }
}
