package uk.tocsin.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Tier;
import uk.tocsin.model.codec.AlertCodec;
import uk.tocsin.model.codec.Out;

/// Judges the acts about staff, policy, keys and tiers.
final class PolicyDesk {
    private static final Pattern TEMPLATE_KEY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int MAX_TEMPLATE_KEY = 64;

    /// Ten times what FCM grants a project (600,000 a minute): a bound against slips of the keyboard.
    private static final int MAX_PER_MINUTE = 6_000_000;

    /// Beyond it an audience is another audience.
    private static final int MAX_DRIFT_PERCENT = 100;

    /// A bound on what the fold keeps; a key a day for a decade.
    private static final int MAX_KEYS = 4000;

    /// Five people a day for half a year.
    private static final int MAX_SHIFTS = 1000;

    private final Books books;

    PolicyDesk(Books books) {
        this.books = books;
    }

    /// An administrator; the engine itself while there is none yet.
    private void administrator(Act act) {
        if (!act.header().byEngine() || books.staff.hasAdministrator()) {
            books.person(act, Role.ADMINISTRATOR);
        }
    }

    /// A privileged change that nothing more is needed for.
    List<Effect> change(Act.Privileged act, long position) {
        return switch (act) {
            case Act.UserSet a -> user(a);
            case Act.RolesSet a -> roles(a);
            case Act.QuotaSet a -> quota(a);
            case Act.ChannelSet a -> channel(a);
            case Act.KeyRotated a -> key(a, position);
            case Act.DriftSet a -> drift(a);
            case Act.EnrolmentOpened a -> enrolment(a);
        };
    }

    private List<Effect> user(Act.UserSet act) {
        administrator(act);
        Refused.unless(act.staff() != act.header().actor(), Reason.OWN_RIGHTS, "staff: nobody sets their own account");
        Optional<StaffView> known = books.staff.member(act.staff());
        Refused.unless(
                known.isPresent() || !books.staff.full(), Reason.LIMIT, "staff: there are " + Staff.MAX + " already");
        books.staff.put(
                new StaffView(
                        act.staff(),
                        act.ordinal(),
                        act.active(),
                        known.map(StaffView::roles).orElse(Set.of()),
                        known.map(StaffView::enrolling).orElse(true)),
                books.timeOf(act));
        return List.of();
    }

    private List<Effect> roles(Act.RolesSet act) {
        administrator(act);
        Refused.unless(act.staff() != act.header().actor(), Reason.OWN_RIGHTS, "staff: nobody sets their own roles");
        StaffView known = books.staff
                .member(act.staff())
                .orElseThrow(() -> new Refused(Reason.UNKNOWN_STAFF, "staff: there is no member " + act.staff()));
        books.staff.put(
                new StaffView(known.staff(), known.ordinal(), known.active(), act.roles(), known.enrolling()),
                books.timeOf(act));
        return List.of();
    }

    private List<Effect> enrolment(Act.EnrolmentOpened act) {
        administrator(act);
        Refused.unless(
                act.staff() != act.header().actor(), Reason.OWN_RIGHTS, "staff: nobody opens their own enrolment");
        StaffView known = books.staff
                .member(act.staff())
                .filter(StaffView::active)
                .orElseThrow(() ->
                        new Refused(Reason.UNKNOWN_STAFF, "staff: " + act.staff() + " is no active member of staff"));
        books.staff.put(known.enrolling(true));
        return List.of();
    }

    private List<Effect> drift(Act.DriftSet act) {
        administrator(act);
        Refused.unless(
                act.percent() <= MAX_DRIFT_PERCENT,
                Reason.FIELD,
                "percent: " + act.percent() + " is not 0 to " + MAX_DRIFT_PERCENT);
        books.settings.driftPercent = act.percent();
        return List.of();
    }

    List<Effect> onCall(Act.OnCallSet act) {
        if (books.staff.hasAdministrator()) {
            books.person(act, Role.ADMINISTRATOR, Role.APPROVER);
        } else {
            administrator(act);
        }
        Refused.unless(act.shifts().size() <= MAX_SHIFTS, Reason.FIELD, "shifts: more than " + MAX_SHIFTS);
        for (Shift shift : act.shifts()) {
            Refused.unless(
                    books.staff.active(shift.staff()),
                    Reason.UNKNOWN_STAFF,
                    "staff: " + shift.staff() + " is no active member");
        }
        books.staff.rota(act.shifts());
        return List.of();
    }

    List<Effect> template(Act.TemplateSaved act) {
        books.person(act, Role.OFFICER, Role.ADMINISTRATOR);
        Refused.unless(
                act.key().length() <= MAX_TEMPLATE_KEY
                        && TEMPLATE_KEY.matcher(act.key()).matches(),
                Reason.FIELD,
                "key: is not lower-case letters, digits and hyphens, at most " + MAX_TEMPLATE_KEY);
        var templates = books.settings.templates;
        if (act.content().isEmpty()) {
            Refused.unless(templates.containsKey(act.key()), Reason.FIELD, "key: there is no such template");
            templates.remove(act.key());
            return List.of();
        }
        Alert content = act.content().get();
        size(content);
        Refused.unless(
                templates.containsKey(act.key()) || templates.size() < Settings.MAX_TEMPLATES,
                Reason.LIMIT,
                "key: there are " + Settings.MAX_TEMPLATES + " templates already");
        templates.put(act.key(), content);
        return List.of();
    }

    /// Bounds what one version may take in the log and in memory.
    static void size(Alert content) {
        Out out = new Out(1024);
        AlertCodec.write(out, content);
        Refused.unless(
                out.size() <= AlertRules.MAX_BYTES,
                Reason.LIMIT,
                "content: takes " + out.size() + " bytes; " + AlertRules.MAX_BYTES + " are allowed");
    }

    private List<Effect> quota(Act.QuotaSet act) {
        administrator(act);
        Refused.unless(
                act.perMinute() >= 1 && act.perMinute() <= MAX_PER_MINUTE,
                Reason.FIELD,
                "perMinute: " + act.perMinute() + " is not 1 to " + MAX_PER_MINUTE);
        books.settings.quotas.put(act.channel(), act.perMinute());
        return List.of();
    }

    private List<Effect> channel(Act.ChannelSet act) {
        administrator(act);
        if (act.open()) {
            books.settings.closed.remove(act.channel());
        } else {
            books.settings.closed.add(act.channel());
        }
        return List.of();
    }

    private List<Effect> key(Act.KeyRotated act, long position) {
        administrator(act);
        Refused.unless(
                ApprovalSignature.isKeyId(act.keyId()),
                Reason.KEY,
                "keyId: is not 1 to 64 letters, digits, hyphens and underscores");
        Refused.unless(books.keys.size() < MAX_KEYS, Reason.LIMIT, "keyId: there are " + MAX_KEYS + " keys already");
        for (VerificationKey key : books.keys) {
            Refused.unless(!key.id().equals(act.keyId()), Reason.KEY, "keyId: is taken");
            Refused.unless(
                    key.purpose() != act.purpose() || key.since().isBefore(act.since()),
                    Reason.KEY,
                    "since: is not after that of the key before");
        }
        try {
            Ed25519.publicKey(act.publicKey());
        } catch (IllegalArgumentException e) {
            throw new Refused(Reason.KEY, String.valueOf(e.getMessage()));
        }
        books.keys.add(new VerificationKey(act.purpose(), act.keyId(), act.publicKey(), act.since(), position));
        return List.of();
    }

    List<Effect> asked(Act.TierAsked act) {
        books.person(act, Role.OFFICER, Role.REGISTER_OFFICER);
        notOwn(act, act.ordinal());
        Books.reason(act.evidence());
        Refused.unless(
                needsVetting(act.tier()), Reason.TIER, "tier: " + act.tier().word() + " needs no vetting");
        Instant time = act.header().time();
        books.sponsorships.put(
                act.ordinal(),
                new Sponsorship(act.ordinal(), act.tier(), act.header().actor(), act.evidence(), time));
        return List.of();
    }

    private static boolean needsVetting(Tier tier) {
        return switch (tier) {
            case PUBLIC, BUSINESS -> false;
            case SECURITY, CT -> true;
        };
    }

    List<Effect> released(Act.EndpointReleased act) {
        books.person(act, Role.REGISTER_OFFICER);
        Books.reason(act.reason());
        return List.of(new Effect.EndpointRelease(act.ordinal(), act.endpoint()));
    }

    static List<Effect> retained(Act.Retained act) {
        Books.engine(act);
        return List.of();
    }

    /// Sponsor and decider are two people, and the end is set.
    private void vetted(Act.TierDecided act) {
        Sponsorship sponsorship = books.sponsorships.get(act.ordinal());
        Refused.unless(
                sponsorship != null && sponsorship.tier() == act.tier(),
                Reason.TIER,
                "ordinal: nobody put this subscriber forward for " + act.tier().word());
        Refused.unless(
                sponsorship == null || sponsorship.sponsor() != act.header().actor(),
                Reason.TWO_PEOPLE,
                "actor: the sponsor does not decide");
        Refused.unless(act.until().isPresent(), Reason.TIME, "until: a vetted tier ends some day");
    }

    List<Effect> tier(Act.TierDecided act) {
        Instant time = act.header().time();
        Tier now = books.tiers.get(act.ordinal()).map(d -> d.at(time)).orElse(Tier.PUBLIC);
        if (act.header().byEngine()) {
            Refused.unless(
                    Tier.BUSINESS.mayRead(act.tier()) && act.tier().mayRead(now),
                    Reason.TIER,
                    "tier: the engine decides up to business and lowers no one");
        } else {
            books.person(act, Role.REGISTER_OFFICER);
            notOwn(act, act.ordinal());
            if (needsVetting(act.tier())) {
                vetted(act);
            }
        }
        Refused.unless(
                act.until().isEmpty() || act.until().get().isAfter(time), Reason.TIME, "until: is not in the future");
        books.sponsorships.remove(act.ordinal());
        books.tiers.put(act.ordinal(), new TierDecision(act.tier(), act.until()));
        return List.of(new Effect.TierGrant(act.ordinal(), act.tier(), act.until()));
    }

    List<Effect> revoked(Act.TierRevoked act) {
        books.person(act, Role.REGISTER_OFFICER, Role.ADMINISTRATOR);
        Books.reason(act.reason());
        Refused.unless(books.tiers.get(act.ordinal()).isPresent(), Reason.TIER, "ordinal: no tier was decided for it");
        books.tiers.revoke(act.ordinal());
        return List.of(new Effect.TierRevoke(act.ordinal()));
    }

    private void notOwn(Act act, int ordinal) {
        boolean own = books.staff
                .member(act.header().actor())
                .filter(m -> m.ordinal() == ordinal)
                .isPresent();
        Refused.unless(!own, Reason.OWN_RIGHTS, "ordinal: nobody decides their own tier");
    }
}
