package uk.tocsin.model;

/// Languages an alert is written in; the word is the BCP 47 tag CAP asks for.
public enum Language implements Coded {
    EN(0, "en-GB"),
    CY(1, "cy-GB");

    private final int code;
    private final String word;

    Language(int code, String word) {
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
