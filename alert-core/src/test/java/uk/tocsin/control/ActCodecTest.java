package uk.tocsin.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Digest;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Tier;
import uk.tocsin.model.codec.CorruptRecordException;

final class ActCodecTest {
    private static final ActHeader H = new ActHeader(
            UUID.fromString("6f1f4a6e-94d4-4c57-9d1e-0f3a8d1f0c55"), 3, Instant.parse("2026-03-02T09:00:00.123Z"));
    private static final Digest DIGEST = Digest.ofHex("ab".repeat(32));

    /// One of each kind.
    static List<Act> all() {
        return List.of(
                new Act.UserSet(H, 4, -1, true),
                new Act.RolesSet(H, 4, Set.of(Role.OFFICER, Role.ADMINISTRATOR)),
                new Act.OnCallSet(
                        H,
                        List.of(
                                new Shift(5),
                                new Shift(4, Optional.of(Samples.START), Optional.of(Samples.START.plusSeconds(9))))),
                new Act.TemplateSaved(H, "suspect-item", Optional.of(Samples.alert())),
                new Act.QuotaSet(H, ChannelKind.SMS, 6000),
                new Act.ChannelSet(H, ChannelKind.EMAIL, false),
                new Act.KeyRotated(H, KeyPurpose.APPROVAL, "k-1", new byte[32], Samples.START),
                new Act.DriftSet(H, 25),
                new Act.HoldingSaved(H, Samples.holding(1)),
                new Act.HoldingWithdrawn(H, "suspect-item", "It is out of date"),
                new Act.EnrolmentOpened(H, 4),
                new Act.Enrolled(H, 4),
                new Act.Proposed(H, new Act.RolesSet(H, 4, Set.of(Role.OFFICER))),
                new Act.Agreed(H, 12),
                new Act.Declined(H, 12),
                new Act.VersionSaved(H, 0, Samples.alert(), List.of(9, 2)),
                new Act.Submitted(H, 1, 2, 3),
                new Act.Returned(H, 1, "Name the street"),
                new Act.Rejected(H, 1, "A hoax"),
                new Act.Approved(H, 1, 2, DIGEST, "a.b.c", Optional.of(Samples.START)),
                new Act.Voided(H, 1, "The audience has changed"),
                new Act.Dispatched(H, 1, 1000, 1100),
                new Act.HoldingApproved(H, "suspect-item", 1, DIGEST),
                new Act.HoldingReleased(H, "suspect-item", 1, "Camden Town", 1, 900, 7, "a.b.c"),
                new Act.GlassBroken(H, 1, 2, 900, DIGEST, "a.b.c", "A threat to life"),
                new Act.Reviewed(H, 1, "There was no time", true),
                new Act.ScheduleMoved(H, 1, Samples.START),
                new Act.Cancelled(H, 1, "A hoax"),
                new Act.Updated(H, 1, Samples.change(Samples.alert(), MessageType.UPDATE, 1), List.of(3)),
                new Act.Resent(H, 1),
                new Act.Halted(H, 0, "A wrong list"),
                new Act.Resumed(H, 0),
                new Act.StepStopped(H, 1, 2),
                new Act.TierDecided(H, 640, Tier.CT, Optional.of(Samples.START)),
                new Act.TierRevoked(H, 640, "The sponsor left"),
                new Act.TierAsked(H, 640, Tier.CT, "File 7"),
                new Act.EndpointReleased(H, 640, 2, "Called us"),
                new Act.Retained(H, "unconfirmed", 12),
                new Act.Suspended(H, 640, "Not who they said"),
                new Act.Reinstated(H, 640, "It was them"),
                new Act.Merged(H, 640, 704),
                new Act.ShardSettled(
                        H, 1, 63, 900, List.of(new SettledCount(ChannelKind.SMS, DeliveryState.DELIVERED, 40))),
                new Act.Checkpoint(H, 12, DIGEST, "c-1", new byte[64]),
                new Act.Restored(H, 2, 900),
                new Act.Paged(H, 7, 2, 4),
                new Act.Noted(H, Note.RECORD_READ, 640, 3));
    }

    @Test
    void everyKindSurvivesItsEncoding() {
        Set<Class<?>> kinds = all().stream().map(Act::getClass).collect(Collectors.toSet());
        assertThat(kinds).containsExactlyInAnyOrderElementsOf(records(Act.class).toList());
        for (Act act : all()) {
            assertThat(describe(ActCodec.decode(ActCodec.encode(act)))).isEqualTo(describe(act));
        }
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ActCodecTest::records)
                : Stream.of(type);
    }

    private static String describe(Act act) {
        return Arrays.stream(act.getClass().getRecordComponents())
                .map(component -> component.getName() + "=" + value(act, component))
                .collect(Collectors.joining(", ", act.getClass().getSimpleName() + "[", "]"));
    }

    private static String value(Act act, RecordComponent component) {
        try {
            Object value = component.getAccessor().invoke(act);
            return value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a record has an accessor for each component", e);
        }
    }

    @Test
    void kindsAreNumberedForEver() {
        assertThat(all().stream().map(ActCodec::kind))
                .containsExactly(
                        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
                        27, 32, 33, 34, 35, 36, 37, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60);
    }

    @Test
    void anUnknownKindOrVersionStopsTheReaderAndIsNamed() {
        byte[] record = ActCodec.encode(new Act.Resent(H, 1));
        record[1] = 99;
        assertThatThrownBy(() -> ActCodec.decode(record))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessageContaining("kind 99");
        record[0] = 9;
        assertThatThrownBy(() -> ActCodec.decode(record))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessageContaining("version 9");
    }

    @Test
    void aDamagedRecordIsRefusedAndNothingElseIsThrown() {
        for (Act act : all()) {
            byte[] record = ActCodec.encode(act);
            for (int i = 0; i < record.length; i++) {
                for (int bit = 0; bit < 8; bit++) {
                    byte[] damaged = record.clone();
                    damaged[i] ^= (byte) (1 << bit);
                    decodes(damaged);
                }
                int length = i;
                assertThatThrownBy(() -> ActCodec.decode(Arrays.copyOf(record, length)))
                        .isInstanceOf(CorruptRecordException.class);
            }
        }
    }

    /// Whatever decodes has exactly this encoding.
    private static void decodes(byte[] record) {
        Act act;
        try {
            act = ActCodec.decode(record);
        } catch (CorruptRecordException expected) {
            return;
        }
        assertThat(ActCodec.encode(act)).isEqualTo(record);
    }

    @Test
    void aProposalHoldsOnePrivilegedChangeAndNoProposal() {
        byte[] record = ActCodec.encode(new Act.Proposed(H, new Act.EnrolmentOpened(H, 4)));
        record[record.length - 2] = 13;
        assertThatThrownBy(() -> ActCodec.decode(record))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessageContaining("kind 13");
        ActHeader other = new ActHeader(new UUID(1, 1), 3, Samples.START);
        Act.Privileged change = new Act.EnrolmentOpened(other, 4);
        assertThatThrownBy(() -> new Act.Proposed(H, change)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSecondSpellingOfANumberIsRefused() {
        byte[] record = ActCodec.encode(new Act.Resent(H, 1));
        byte[] longer = Arrays.copyOf(record, record.length + 1);
        longer[record.length - 1] = (byte) 0x81;
        assertThatThrownBy(() -> ActCodec.decode(longer))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessageContaining("canonical");
    }

    @Test
    void impossibleActsCannotBeMade() {
        assertThatThrownBy(() -> new Act.Resent(H, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ActHeader(new UUID(0, 0), -1, Samples.START))
                .isInstanceOf(IllegalArgumentException.class);
        SettledCount count = new SettledCount(ChannelKind.SMS, DeliveryState.FAILED, 1);
        assertThatThrownBy(() -> new Act.ShardSettled(H, 1, 1, 1, List.of(count, count)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
