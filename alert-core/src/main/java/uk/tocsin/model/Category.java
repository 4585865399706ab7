package uk.tocsin.model;

/// CAP 1.2 category.
public enum Category implements Coded {
    GEO(0, "Geo"),
    MET(1, "Met"),
    SAFETY(2, "Safety"),
    SECURITY(3, "Security"),
    RESCUE(4, "Rescue"),
    FIRE(5, "Fire"),
    HEALTH(6, "Health"),
    ENV(7, "Env"),
    TRANSPORT(8, "Transport"),
    INFRA(9, "Infra"),
    CBRNE(10, "CBRNE"),
    OTHER(11, "Other");

    private final int code;
    private final String word;

    Category(int code, String word) {
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
