package uk.tocsin.control;

import uk.tocsin.model.Coded;

/// What a member of staff may do. One person may hold several; two people are asked for all the same.
public enum Role implements Coded {
    /// Writes, submits, changes and stops alerts.
    OFFICER(0, "officer"),
    /// Approves, returns and rejects what others wrote; resumes what was halted.
    APPROVER(1, "approver"),
    /// Reads reach; changes nothing.
    ANALYST(2, "analyst"),
    /// Decides the access tiers of subscribers.
    REGISTER_OFFICER(3, "register-officer"),
    /// Keeps staff, roles, keys, quotas and channels.
    ADMINISTRATOR(4, "administrator");

    private final int code;
    private final String word;

    Role(int code, String word) {
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
