package uk.tocsin.console.imports;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.List;

/// Telephone numbers as E.164, judged by libphonenumber. A number without a country is one of the United Kingdom.
final class Telephone {
    private static final String HOME = "GB";
    private static final int HOME_CODE = 44;
    private static final int LONGEST = 40;

    /// Ofcom's numbers for drama, 07700 900000 to 900999, with up to four digits more where a test needs more than a
    /// thousand. Nobody has them, so libphonenumber does not know them.
    private static final String DRAMA = "7700900";

    private static final List<String> HOME_PREFIXES = List.of("+44", "0", "0044", "+44(0)");
    private static final int DRAMA_LEAST = 3;
    private static final int DRAMA_MOST = 7;

    private final boolean foreign;
    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

    /// @param foreign whether numbers of other countries are taken
    Telephone(boolean foreign) {
        this.foreign = foreign;
    }

    /// The number; BadCell: it is none that a text can be sent to.
    String normal(String text) {
        if (text.length() > LONGEST) {
            throw new BadCell("is not a telephone number");
        }
        String drama = drama(text);
        return drama.isEmpty() ? judged(text) : drama;
    }

    private static String drama(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && c != '-' && c != '.') {
                plain.append(c);
            }
        }
        int at = plain.indexOf(DRAMA);
        int digits = plain.length() - at - DRAMA.length();
        boolean drama = at >= 0
                && digits >= DRAMA_LEAST
                && digits <= DRAMA_MOST
                && HOME_PREFIXES.contains(plain.substring(0, at))
                && allDigits(plain, at + DRAMA.length());
        return drama ? "+44" + plain.substring(at) : "";
    }

    private static boolean allDigits(CharSequence text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private String judged(String text) {
        Phonenumber.PhoneNumber number;
        try {
            number = numbers.parse(text, HOME);
        } catch (NumberParseException _) {
            throw new BadCell("is not a telephone number");
        }
        if (number.hasExtension()) {
            throw new BadCell("has an extension: a text cannot be sent to it");
        }
        if (!foreign && number.getCountryCode() != HOME_CODE) {
            throw new BadCell("is a number of another country");
        }
        if (!numbers.isValidNumber(number)) {
            throw new BadCell("is a telephone number that cannot exist");
        }
        PhoneNumberUtil.PhoneNumberType type = numbers.getNumberType(number);
        if (type != PhoneNumberUtil.PhoneNumberType.MOBILE
                && type != PhoneNumberUtil.PhoneNumberType.FIXED_LINE_OR_MOBILE) {
            throw new BadCell("is not a mobile number: a text cannot be sent to it");
        }
        return numbers.format(number, PhoneNumberUtil.PhoneNumberFormat.E164);
    }
}
