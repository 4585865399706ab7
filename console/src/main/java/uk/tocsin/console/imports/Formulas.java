package uk.tocsin.console.imports;

import java.util.regex.Pattern;

/// Keeps what we write to CSV from being taken for a formula by a spreadsheet: an apostrophe goes before it. Pure; any
/// thread.
public final class Formulas {
    /// What a spreadsheet takes for a formula begins so.
    private static final String FORMULA = "=+-@";

    /// A number is no formula.
    private static final Pattern NEGATIVE = Pattern.compile("-[0-9]+(\\.[0-9]+)?");

    private Formulas() {}

    /// What is written.
    public static String guarded(String value) {
        return isFormula(value) ? "'" + value : value;
    }

    /// What [#guarded] was given.
    static String unguarded(String value) {
        return !value.isEmpty() && value.charAt(0) == '\'' && isFormula(value) ? value.substring(1) : value;
    }

    private static boolean isFormula(String value) {
        if (value.startsWith("-") && NEGATIVE.matcher(value).matches()) {
            return false;
        }
        int at = 0;
        while (at < value.length() && value.charAt(at) == '\'') {
            at++;
        }
        return at < value.length() && FORMULA.indexOf(value.charAt(at)) >= 0;
    }
}
