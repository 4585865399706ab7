package uk.tocsin.model;

/// An enum whose constants have a stable number in records and a stable word in CAP, JSON and reports.
/// Numbers are never reused; a record with an unknown number comes from a newer version and stops its reader.
public interface Coded {
    /// The stable number, 0..127.
    int code();

    /// The stable word.
    String word();

    /// The constant with this number; throws IllegalArgumentException naming the type and the number.
    static <E extends Enum<E> & Coded> E ofCode(Class<E> type, int code) {
        E[] constants = type.getEnumConstants();
        if (code >= 0 && code < constants.length && constants[code].code() == code) {
            return constants[code];
        }
        for (E constant : constants) {
            if (constant.code() == code) {
                return constant;
            }
        }
        throw new IllegalArgumentException(type.getSimpleName() + " has no code " + code);
    }

    /// The constant with this word, exactly; throws IllegalArgumentException naming the choices.
    static <E extends Enum<E> & Coded> E ofWord(Class<E> type, String word) {
        StringBuilder choices = new StringBuilder();
        for (E constant : type.getEnumConstants()) {
            if (constant.word().equals(word)) {
                return constant;
            }
            choices.append(choices.isEmpty() ? "" : ", ").append(constant.word());
        }
        throw new IllegalArgumentException(
                "\"" + word + "\" is not a " + type.getSimpleName() + "; choose one of: " + choices);
    }
}
