package uk.tocsin.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.lane.Content;
import uk.tocsin.lane.NoticeContent;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Mode;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SuppressionReason;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Variant;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.receipt.DeliveryToken;
import uk.tocsin.receipt.NoticeToken;
import uk.tocsin.receipt.TokenMint;
import uk.tocsin.register.ContactCodec;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;
import uk.tocsin.register.VaultException;
import uk.tocsin.shard.ShardRecord;

/// Finds, at the moment of sending, where the deliveries of a try go and what each is told: opens the contacts,
/// reads consent again, picks the variant, makes the token. What it finds lives as long as the batch.
final class Recipients {
    private static final Logger LOG = LoggerFactory.getLogger(Recipients.class);

    private final Register register;
    private final Vault vault;
    private final TokenMint tokens;
    private final IntFunction<SegmentView> segments;

    /// @param segments of a shard, as they were published last: they know the tier that somebody holds
    Recipients(Register register, Vault vault, TokenMint tokens, IntFunction<SegmentView> segments) {
        this.segments = segments;
        this.register = register;
        this.vault = vault;
        this.tokens = tokens;
    }

    /// What was found, by place in the try; `withheld` is null where it may be sent. Where a record is there but
    /// does not open, the place is `unreadable`: the others do not wait for it.
    record Found(
            String[] addresses,
            String[] tokens,
            byte[] variants,
            @Nullable SuppressionReason[] withheld,
            BitSet unreadable) {
        static Found of(int size) {
            Found found = new Found(
                    new String[size], new String[size], new byte[size], new SuppressionReason[size], new BitSet());
            Arrays.fill(found.withheld, SuppressionReason.ERASED);
            return found;
        }
    }

    /// Looks the slots up; completes on a thread of the register.
    CompletionStage<Found> find(int shard, int[] slots, int endpoint, Content content, ChannelKind channel) {
        return find(
                shard,
                slots,
                new Rules(endpoint, channel, content, true, segments.apply(shard)),
                slot -> tokens.url(
                        new DeliveryToken(content.number(), Shards.ordinal(shard, slot), content.step(), endpoint)));
    }

    /// Looks up whom a notice goes to; the same way.
    CompletionStage<Found> find(int shard, ShardRecord.NoticeAsked asked, Content content) {
        return find(
                shard,
                new int[] {asked.slot()},
                new Rules(
                        asked.endpoint(), asked.channel(), content, asked.kind().needsConsent(), segments.apply(shard)),
                _ -> tokens.url(token(shard, asked)));
    }

    /// The endpoints in use of somebody; none for somebody who is not known. Completes on a thread of the register.
    CompletionStage<List<Endpoint>> endpoints(int ordinal) {
        int shard = Shards.shardOf(ordinal);
        List<Endpoint> found = new ArrayList<>();
        Register.Sink sink = (slot, bytes) -> {
            Contact contact = open(shard, slot, bytes);
            if (contact != null) {
                contact.endpoints().stream().filter(Endpoint::inUse).forEach(found::add);
            }
        };
        return register.fetch(shard, new int[] {Shards.slotOf(ordinal)}, 0, 1, sink)
                .thenApply(_ -> found);
    }

    /// What a notice says.
    Content content(int shard, ShardRecord.NoticeAsked asked) {
        NoticeToken token = token(shard, asked);
        String code = asked.kind().hasCode() ? tokens.code(token) : "";
        return NoticeContent.of(asked.kind(), asked.channel(), code, Instant.ofEpochMilli(asked.expiresMs()));
    }

    private static NoticeToken token(int shard, ShardRecord.NoticeAsked asked) {
        return NoticeToken.of(
                asked.kind(),
                Shards.ordinal(shard, asked.slot()),
                asked.endpoint(),
                Instant.ofEpochMilli(asked.expiresMs()));
    }

    /// Which of a person's addresses gets what.
    private record Rules(
            int endpoint, ChannelKind channel, Content content, boolean needsConsent, SegmentView segments) {
        Tier tier(int slot) {
            return segments.tierOf(slot);
        }

        /// Whoever was planned an alert and is nobody now was suspended since; notices reach them.
        boolean reaches(int slot) {
            return content.number() >= NoticeKind.FIRST_NUMBER
                    || segments.everyone().contains(slot);
        }
    }

    private CompletionStage<Found> find(int shard, int[] slots, Rules rules, IntFunction<String> token) {
        Found found = Found.of(slots.length);
        Register.Sink sink = (slot, bytes) -> {
            int place = Arrays.binarySearch(slots, slot);
            Contact contact = open(shard, slot, bytes);
            if (contact == null) {
                found.unreadable.set(place);
                return;
            }
            found.withheld[place] = fill(found, place, slot, contact, rules);
            found.tokens[place] = token.apply(slot);
        };
        return register.fetch(shard, slots, 0, slots.length, sink).thenApply(_ -> found);
    }

    private @Nullable Contact open(int shard, int slot, byte[] sealed) {
        try {
            return ContactCodec.decode(vault.open(shard, slot, sealed));
        } catch (VaultException | CorruptRecordException e) {
            LOG.error("shard {}, slot {}: the contact cannot be read, nothing is sent to it now", shard, slot, e);
            return null;
        }
    }

    private static @Nullable SuppressionReason fill(Found found, int place, int slot, Contact contact, Rules rules) {
        if (rules.needsConsent() && !contact.consent()) {
            return SuppressionReason.NO_CONSENT;
        }
        if (!rules.reaches(slot)) {
            return SuppressionReason.SUSPENDED;
        }
        String address = address(contact, rules);
        if (address == null) {
            return SuppressionReason.NO_ENDPOINT;
        }
        Alert alert = rules.content().alert();
        boolean takesPart = contact.profile().segments().contains(SegmentView.TAKES_PART);
        if (alert.mode() != Mode.ACTUAL && !takesPart) {
            return SuppressionReason.NO_CONSENT;
        }
        Optional<Variant> variant = alert.variantFor(rules.tier(slot), contact.language());
        if (variant.isEmpty()) {
            return SuppressionReason.NO_VARIANT;
        }
        found.addresses[place] = address;
        found.variants[place] = (byte) alert.variants().indexOf(variant.get());
        return null;
    }

    private static @Nullable String address(Contact contact, Rules rules) {
        for (Endpoint one : contact.endpoints()) {
            boolean named = one.index() == rules.endpoint() && one.channel() == rules.channel();
            if (named && (one.inUse() || !rules.needsConsent())) {
                return one.address();
            }
        }
        return null;
    }
}
