package uk.tocsin.model;

/// What a notice says: one person's answer, code or link, never an alert. A token has four bits for the code, so
/// there are at most 16 kinds; those of staff (paging) begin at 12.
public enum NoticeKind implements Coded {
    /// To an address that somebody gave: says how to show that it is theirs.
    CONFIRM(0, "confirm"),
    /// Lets a subscriber in.
    SIGN_IN(1, "sign-in"),
    /// Somebody gave an address that is already a subscriber's: tells its owner, who decides.
    ADDRESS_CLAIMED(2, "address-claimed"),
    /// Another endpoint of the subscriber was unsubscribed: offers to undo it.
    UNSUBSCRIBED(3, "unsubscribed"),
    /// The subscriber's tier is another from now on.
    TIER_CHANGED(4, "tier-changed"),
    /// The subscriber is suspended.
    SUSPENDED(5, "suspended"),
    /// The subscriber is suspended no longer.
    REINSTATED(6, "reinstated"),
    /// To an approver on call: a version waits for them.
    APPROVAL_ASKED(12, "approval-asked"),
    /// To an approver on call: one officer sent an alert alone, and its review is owed.
    REVIEW_ASKED(13, "review-asked"),
    /// To those who agreed on a scheduled alert: its audience drifted, and it was not sent.
    ALERT_VOIDED(14, "alert-voided");

    /// The lowest of the alert numbers that are reserved for notices; every alert has a lower one.
    public static final int FIRST_NUMBER = Integer.MAX_VALUE - 255;

    private final int code;
    private final String word;

    NoticeKind(int code, String word) {
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

    /// The reserved number that stands where an alert's would: a newer push of one kind replaces the older.
    public int number() {
        return FIRST_NUMBER + code;
    }

    /// Whether it carries a code to be typed in; the others have a link only.
    public boolean hasCode() {
        return switch (this) {
            case CONFIRM, SIGN_IN -> true;
            case ADDRESS_CLAIMED,
                    UNSUBSCRIBED,
                    TIER_CHANGED,
                    SUSPENDED,
                    REINSTATED,
                    APPROVAL_ASKED,
                    REVIEW_ASKED,
                    ALERT_VOIDED -> false;
        };
    }

    /// Whether a person asked for it a moment ago: such a notice also goes where alerts are stopped, or nobody could
    /// come back.
    public boolean askedFor() {
        return switch (this) {
            case CONFIRM, SIGN_IN -> true;
            case ADDRESS_CLAIMED,
                    UNSUBSCRIBED,
                    TIER_CHANGED,
                    SUSPENDED,
                    REINSTATED,
                    APPROVAL_ASKED,
                    REVIEW_ASKED,
                    ALERT_VOIDED -> false;
        };
    }

    /// Whether only those who agree to be written to get it, at an endpoint in use. Who was asked to confirm has not
    /// agreed yet, who signs in asked for it, the owner of a claimed address must hear of it in any case, and staff
    /// are paged because it is their work.
    public boolean needsConsent() {
        return switch (this) {
            case CONFIRM, SIGN_IN, ADDRESS_CLAIMED, APPROVAL_ASKED, REVIEW_ASKED, ALERT_VOIDED -> false;
            case UNSUBSCRIBED, TIER_CHANGED, SUSPENDED, REINSTATED -> true;
        };
    }
}
