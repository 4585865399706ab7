package uk.tocsin.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Tier;

final class PolicyTest {
    private final Office office = new Office();

    @Test
    void theEngineBringsTheFirstAdministratorAndNoOther() {
        ControlState fresh = new ControlState();
        ActHeader person = new ActHeader(new UUID(1, 1), 1, Samples.START);
        assertThat(fresh.apply(0, new Act.UserSet(person, 2, -1, true))).isInstanceOf(Verdict.Rejected.class);

        office.refused(Reason.PEOPLE_ONLY, new Act.UserSet(office.by(0), 20, -1, true));
        office.refused(Reason.PEOPLE_ONLY, new Act.RolesSet(office.by(0), 2, Set.of(Role.ADMINISTRATOR)));
        office.refused(Reason.MISSING_ROLE, new Act.RolesSet(office.by(Office.OFFICER), 3, Set.of(Role.ADMINISTRATOR)));
    }

    @Test
    void nobodySetsTheirOwnRights() {
        office.refused(
                Reason.OWN_RIGHTS, new Act.RolesSet(office.by(Office.ADMIN), Office.ADMIN, Set.of(Role.APPROVER)));
        office.refused(Reason.OWN_RIGHTS, new Act.UserSet(office.by(Office.ADMIN), Office.ADMIN, -1, false));
        office.refused(Reason.UNKNOWN_STAFF, new Act.RolesSet(office.by(Office.ADMIN), 77, Set.of(Role.APPROVER)));
    }

    @Test
    void someoneWhoLeftMayNotAct() {
        office.refused(
                Reason.UNKNOWN_ACTOR, new Act.VersionSaved(office.by(Office.GONE), 0, Samples.alert(), List.of()));
        assertThat(office.state.staff(Office.GONE).orElseThrow().active()).isFalse();
        assertThat(office.state.staff()).hasSize(8);
    }

    @Test
    void quotasAndChannelsAreAnAdministrators() {
        assertThat(office.state.quotaPerMinute(ChannelKind.SMS)).isEqualTo(OptionalInt.empty());
        office.must(new Act.QuotaSet(office.by(Office.ADMIN), ChannelKind.SMS, 6000));
        assertThat(office.state.quotaPerMinute(ChannelKind.SMS)).hasValue(6000);
        office.refused(Reason.FIELD, new Act.QuotaSet(office.by(Office.ADMIN), ChannelKind.SMS, 0));
        assertThat(office.state.isOpen(ChannelKind.EMAIL)).isTrue();
        office.must(new Act.ChannelSet(office.by(Office.ADMIN), ChannelKind.EMAIL, false));
        assertThat(office.state.isOpen(ChannelKind.EMAIL)).isFalse();
        office.refused(Reason.MISSING_ROLE, new Act.ChannelSet(office.by(Office.OFFICER), ChannelKind.EMAIL, true));
    }

    @Test
    void templatesAreSavedAndWithdrawn() {
        office.must(new Act.TemplateSaved(office.by(Office.OFFICER), "suspect-item", Optional.of(Samples.alert())));
        assertThat(office.state.templates()).containsOnlyKeys("suspect-item");
        office.refused(Reason.FIELD, new Act.TemplateSaved(office.by(Office.OFFICER), "A b", Optional.empty()));
        office.must(new Act.TemplateSaved(office.by(Office.OFFICER), "suspect-item", Optional.empty()));
        assertThat(office.state.templates()).isEmpty();
    }

    @Test
    void whoIsOnCallIsKept() {
        Instant evening = Samples.START.plusSeconds(3_600);
        office.must(new Act.OnCallSet(
                office.by(Office.APPROVER),
                List.of(
                        new Shift(Office.BOTH, Optional.empty(), Optional.of(evening)),
                        new Shift(Office.ADMIN, Optional.of(evening), Optional.empty()),
                        new Shift(Office.APPROVER))));
        assertThat(office.state.onCall(Samples.START)).containsExactly(Office.BOTH, Office.APPROVER);
        assertThat(office.state.onCall(evening)).containsExactly(Office.ADMIN, Office.APPROVER);
        office.refused(
                Reason.UNKNOWN_STAFF, new Act.OnCallSet(office.by(Office.ADMIN), List.of(new Shift(Office.GONE))));
        office.refused(
                Reason.FIELD,
                new Act.OnCallSet(office.by(Office.ADMIN), Collections.nCopies(1_001, new Shift(Office.BOTH))));
    }

    @Test
    void aKeyIsOnePointOfTheCurveWithOneNameAndALaterTime() throws Exception {
        byte[] raw = Ed25519.raw(
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic());
        office.refused(Reason.KEY, key("approval-2", new byte[31], Duration.ofDays(1)));
        office.refused(Reason.KEY, key("approval 2", raw, Duration.ofDays(1)));
        office.refused(Reason.KEY, key(Office.APPROVAL_KEY, raw, Duration.ofDays(1)));
        office.refused(Reason.KEY, key("approval-2", raw, Duration.ofDays(-1)));
        office.must(key("approval-2", raw, Duration.ofDays(1)));
        assertThat(office.state
                        .keyInForce(KeyPurpose.APPROVAL, office.now)
                        .orElseThrow()
                        .id())
                .isEqualTo(Office.APPROVAL_KEY);
        assertThat(office.state
                        .keyInForce(KeyPurpose.APPROVAL, office.now.plus(Duration.ofDays(2)))
                        .orElseThrow()
                        .id())
                .isEqualTo("approval-2");
        assertThat(office.state.keys()).hasSize(3);
    }

    private Act key(String id, byte[] raw, Duration ahead) {
        return new Act.KeyRotated(office.by(Office.ADMIN), KeyPurpose.APPROVAL, id, raw, office.now.plus(ahead));
    }

    @Test
    void theEngineDecidesUpToBusinessAndThePeopleOfTheRegisterBeyond() {
        office.must(new Act.TierDecided(office.by(0), 640, Tier.BUSINESS, Optional.empty()));
        office.refused(Reason.TIER, new Act.TierDecided(office.by(0), 640, Tier.CT, Optional.empty()));
        office.must(new Act.TierAsked(office.by(Office.OFFICER), 640, Tier.CT, "File 7"));
        Act.TierDecided decided = new Act.TierDecided(
                office.by(Office.REGISTRAR), 640, Tier.CT, Optional.of(office.now.plusSeconds(100)));
        assertThat(office.must(decided).effects()).containsExactly(new Effect.TierGrant(640, Tier.CT, decided.until()));
        office.refused(Reason.TIER, new Act.TierDecided(office.by(0), 640, Tier.BUSINESS, Optional.empty()));
        TierDecision decision = office.state.tier(640).orElseThrow();
        assertThat(decision.at(office.now)).isEqualTo(Tier.CT);
        assertThat(decision.at(office.now.plusSeconds(100))).isEqualTo(Tier.PUBLIC);
        office.refused(
                Reason.MISSING_ROLE, new Act.TierDecided(office.by(Office.OFFICER), 640, Tier.CT, Optional.empty()));
        office.must(new Act.TierAsked(office.by(Office.OFFICER), 640, Tier.CT, "File 7"));
        office.refused(
                Reason.TIME, new Act.TierDecided(office.by(Office.REGISTRAR), 640, Tier.CT, Optional.of(office.now)));
    }

    @Test
    void whatNeedsVettingNeedsASponsorWhoDoesNotDecideAndAnEnd() {
        Optional<Instant> until = Optional.of(office.now.plusSeconds(100));
        office.refused(Reason.TIER, new Act.TierDecided(office.by(Office.REGISTRAR), 5, Tier.SECURITY, until));
        office.refused(Reason.TIER, new Act.TierAsked(office.by(Office.OFFICER), 5, Tier.BUSINESS, "File 7"));
        office.refused(Reason.FIELD, new Act.TierAsked(office.by(Office.OFFICER), 5, Tier.SECURITY, " "));
        office.must(new Act.TierAsked(office.by(Office.REGISTRAR), 5, Tier.SECURITY, "File 7"));
        office.refused(Reason.TWO_PEOPLE, new Act.TierDecided(office.by(Office.REGISTRAR), 5, Tier.SECURITY, until));
        office.must(new Act.TierAsked(office.by(Office.OFFICER), 5, Tier.SECURITY, "File 8"));
        office.refused(
                Reason.TIME, new Act.TierDecided(office.by(Office.REGISTRAR), 5, Tier.SECURITY, Optional.empty()));
        office.refused(Reason.TIER, new Act.TierDecided(office.by(Office.REGISTRAR), 5, Tier.CT, until));
        assertThat(office.state.sponsorships())
                .singleElement()
                .satisfies(s -> assertThat(s.evidence()).isEqualTo("File 8"));
        office.must(new Act.TierDecided(office.by(Office.REGISTRAR), 5, Tier.SECURITY, until));
        assertThat(office.state.sponsorships()).isEmpty();
        office.refused(Reason.TIER, new Act.TierDecided(office.by(Office.REGISTRAR), 5, Tier.SECURITY, until));
    }

    @Test
    void aRevokedTierIsGoneAtOnce() {
        office.must(new Act.TierDecided(office.by(Office.REGISTRAR), 5, Tier.BUSINESS, Optional.empty()));
        assertThat(office.must(new Act.TierRevoked(office.by(Office.REGISTRAR), 5, "The sponsor left"))
                        .effects())
                .containsExactly(new Effect.TierRevoke(5));
        assertThat(office.state.tier(5)).isEmpty();
        office.refused(Reason.TIER, new Act.TierRevoked(office.by(Office.REGISTRAR), 5, "The sponsor left"));
    }

    @Test
    void aSuspensionStandsUntilSomebodyReinstates() {
        office.refused(Reason.MISSING_ROLE, new Act.Suspended(office.by(Office.OFFICER), 5, "Not who they said"));
        office.refused(Reason.SUBSCRIBER, new Act.Reinstated(office.by(Office.REGISTRAR), 5, "It was them"));
        assertThat(office.must(new Act.Suspended(office.by(Office.REGISTRAR), 5, "Not who they said"))
                        .effects())
                .containsExactly(new Effect.Suspend(5));
        assertThat(office.state.suspension(5).orElseThrow().reason()).isEqualTo("Not who they said");
        office.refused(Reason.SUBSCRIBER, new Act.Suspended(office.by(Office.REGISTRAR), 5, "Again"));
        assertThat(office.must(new Act.Reinstated(office.by(Office.REGISTRAR), 5, "It was them"))
                        .effects())
                .containsExactly(new Effect.Reinstate(5));
        assertThat(office.state.suspensions()).isEmpty();
    }

    @Test
    void aMergedRecordIsPartOfAnotherForGood() {
        office.must(new Act.Merged(office.by(Office.REGISTRAR), 5, 69));
        office.must(new Act.Merged(office.by(Office.REGISTRAR), 69, 133));
        assertThat(office.state.merges()).isEqualTo(Map.of(5, 133, 69, 133));
        assertThat(office.state.standsFor(5)).isEqualTo(133);
        office.refused(Reason.SUBSCRIBER, new Act.Merged(office.by(Office.REGISTRAR), 5, 7));
        office.refused(Reason.SUBSCRIBER, new Act.Merged(office.by(Office.REGISTRAR), 133, 69));
        office.refused(Reason.SUBSCRIBER, new Act.Suspended(office.by(Office.REGISTRAR), 5, "Not who they said"));
        office.refused(Reason.MISSING_ROLE, new Act.Merged(office.by(Office.ADMIN), 7, 9));
    }

    @Test
    void whoIsSuspendedIsNotMerged() {
        office.must(new Act.Suspended(office.by(Office.REGISTRAR), 5, "Not who they said"));
        office.refused(Reason.SUBSCRIBER, new Act.Merged(office.by(Office.REGISTRAR), 5, 69));
        office.refused(Reason.SUBSCRIBER, new Act.Merged(office.by(Office.REGISTRAR), 69, 5));
    }

    @Test
    void nobodyDecidesTheirOwnTier() {
        office.must(new Act.UserSet(office.by(Office.ADMIN), Office.REGISTRAR, 99, true));
        office.refused(
                Reason.OWN_RIGHTS, new Act.TierDecided(office.by(Office.REGISTRAR), 99, Tier.CT, Optional.empty()));
    }

    @Test
    void aCheckpointHoldsTheChainsValue() {
        Act.Checkpoint good = office.checkpoint();
        office.refused(
                Reason.SIGNATURE,
                new Act.Checkpoint(office.by(0), good.position(), good.hash(), good.keyId(), new byte[64]));
        office.refused(
                Reason.KEY,
                new Act.Checkpoint(office.by(0), good.position(), good.hash(), Office.APPROVAL_KEY, good.signature()));
        office.refused(
                Reason.CHAIN,
                new Act.Checkpoint(
                        office.by(0),
                        good.position() - 1,
                        good.hash(),
                        good.keyId(),
                        HashChain.sign(Office.CLERK.getPrivate(), good.position() - 1, good.hash())));
        office.must(good);
        assertThat(office.state.lastCheckpoint()).isEqualTo(good.position());
        office.refused(
                Reason.STALE,
                new Act.Checkpoint(office.by(0), good.position(), good.hash(), good.keyId(), good.signature()));
    }
}
