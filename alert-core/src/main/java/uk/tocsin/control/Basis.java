package uk.tocsin.control;

import uk.tocsin.model.Coded;

/// On what ground an alert was sent.
public enum Basis implements Coded {
    /// Somebody who had edited no part of it approved exactly it.
    TWO_PEOPLE(0, "two-people"),
    /// Two people had agreed to a [HoldingMessage] beforehand; one filled in the place and released it.
    HOLDING_MESSAGE(1, "holding-message"),
    /// One officer, to avert a threat to life; others review it afterwards.
    BREAK_GLASS(2, "break-glass");

    private final int code;
    private final String word;

    Basis(int code, String word) {
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
