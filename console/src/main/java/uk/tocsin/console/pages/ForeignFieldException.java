package uk.tocsin.console.pages;

/// A form had a field that no form of ours has.
final class ForeignFieldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForeignFieldException(String field) {
        super("the form has a field that it should not have: "
                + (field.length() > 40 ? field.substring(0, 40) : field));
    }
}
