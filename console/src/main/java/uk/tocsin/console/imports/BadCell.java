package uk.tocsin.console.imports;

/// A cell that cannot be taken. The message says why, and never what is in the cell.
final class BadCell extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadCell(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
