package uk.tocsin.control;

import uk.tocsin.model.Coded;

/// Why an act does not count.
public enum Reason implements Coded {
    /// The actor is not an active member of staff.
    UNKNOWN_ACTOR(1, "unknown-actor"),
    /// The actor lacks the role.
    MISSING_ROLE(2, "missing-role"),
    /// Only the engine or the clerk does this.
    ENGINE_ONLY(3, "engine-only"),
    /// Only a person does this.
    PEOPLE_ONLY(4, "people-only"),
    /// The act is about the actor's own rights.
    OWN_RIGHTS(5, "own-rights"),
    /// The act names a member of staff who does not exist or is not active.
    UNKNOWN_STAFF(6, "unknown-staff"),
    /// There is no alert of this number.
    UNKNOWN_ALERT(7, "unknown-alert"),
    /// The alert's status does not allow it: [AlertStatus].
    STATUS(8, "status"),
    /// Not the version that is latest, or that was submitted.
    VERSION(9, "version"),
    /// The content breaks a rule: [AlertRules].
    CONTENT(10, "content"),
    /// Nobody matches the audience.
    EMPTY_AUDIENCE(11, "empty-audience"),
    /// The actor edited a part of what needs a second person.
    TWO_PEOPLE(12, "two-people"),
    /// The digest is not that of the submitted version.
    DIGEST(13, "digest"),
    /// The signature is not that of the key in force over exactly this.
    SIGNATURE(14, "signature"),
    /// The alert has expired.
    EXPIRED(15, "expired"),
    /// The time asked for cannot be.
    TIME(16, "time"),
    /// Type, mode or parent do not fit the alert that is changed.
    RELATION(17, "relation"),
    /// The plan has no such step, or it is stopped already.
    STEP(18, "step"),
    /// A key cannot be used: its id, its bytes, or its time.
    KEY(19, "key"),
    /// Something newer was recorded already.
    STALE(20, "stale"),
    /// The checkpoint does not hold the chain's value.
    CHAIN(21, "chain"),
    /// A field is malformed.
    FIELD(22, "field"),
    /// A limit is reached.
    LIMIT(23, "limit"),
    /// The subscriber has no decided tier, or a higher one.
    TIER(24, "tier"),
    /// No proposal of this number is open.
    UNKNOWN_PROPOSAL(25, "unknown-proposal"),
    /// There is no holding message of this key.
    UNKNOWN_HOLDING_MESSAGE(26, "unknown-holding-message"),
    /// Not the number that a new alert gets next: another alert was begun first.
    NUMBER(27, "number"),
    /// The alert is not the actor's own.
    OWN_ALERT(28, "own-alert"),
    /// The subscriber is suspended already, or is not; or was made one with another.
    SUBSCRIBER(29, "subscriber");

    private final int code;
    private final String word;

    Reason(int code, String word) {
        this.code = code;
        this.word = word;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String word() {
        return word;
    }
}
