package uk.tocsin.model;

/// A channel has two lanes to its provider, each with a share of what the provider allows, so that neither can
/// starve the other.
public enum LaneShare implements Coded {
    ALERTS(0, "alerts"),
    NOTICES(1, "notices");

    private final int code;
    private final String word;

    LaneShare(int code, String word) {
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
