package uk.tocsin.console.register;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import uk.tocsin.model.ChannelKind;

/// Brings the addresses that people give into the one spelling that the register knows them by, and refuses what
/// cannot be an address. Immutable; any thread.
public final class Addresses {
    /// RFC 5321, 4.5.3.1.
    private static final int MAX_EMAIL = 254;

    private static final int MAX_LOCAL = 64;
    private static final int MAX_PHONE = 40;

    /// RFC 5322's dot-atom: no quoted parts, which nobody has and much breaks on.
    private static final Pattern LOCAL =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]([a-z0-9-]*[a-z0-9])?");
    private static final Pattern PHONE = Pattern.compile("[+0-9 ().-]+");

    /// Ofcom's numbers for drama, which are nobody's: rehearsals use them.
    private static final Pattern DRAMA = Pattern.compile("\\+447700900[0-9]{3}");

    private static final String HOME = "GB";

    private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    private final Set<String> countries;

    /// @param countries whose mobile numbers are taken, ISO 3166-1
    public Addresses(Set<String> countries) {
        this.countries = Set.copyOf(countries);
    }

    /// The address of a person's words, a mail address or a mobile number; empty for neither.
    public Optional<Organisation.Address> of(String text) {
        return text.indexOf('@') >= 0
                ? email(text).map(address -> new Organisation.Address(ChannelKind.EMAIL, address))
                : mobile(text).map(number -> new Organisation.Address(ChannelKind.SMS, number));
    }

    /// A mail address in lower case, its domain as DNS has it. A domain in more than one script is refused: that is
    /// how one is made to look like another.
    public Optional<String> email(String text) {
        String address = text.strip().toLowerCase(Locale.ROOT);
        int at = address.lastIndexOf('@');
        if (at < 1 || at > MAX_LOCAL || address.length() > MAX_EMAIL) {
            return Optional.empty();
        }
        String local = address.substring(0, at);
        return LOCAL.matcher(local).matches()
                ? domain(address.substring(at + 1))
                        .map(domain -> local + "@" + domain)
                        .filter(whole -> whole.length() <= MAX_EMAIL)
                : Optional.empty();
    }

    private static Optional<String> domain(String text) {
        try {
            String ascii = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            boolean genuine = DOMAIN.matcher(ascii).matches() && oneScript(text) && oneScript(IDN.toUnicode(ascii));
            return genuine ? Optional.of(ascii) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // no domain name can be made of it
        }
    }

    private static boolean oneScript(String domain) {
        EnumSet<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        domain.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
        scripts.remove(UnicodeScript.COMMON);
        scripts.remove(UnicodeScript.INHERITED);
        return scripts.size() <= 1;
    }

    /// A mobile number as E.164; one without a country code is British.
    public Optional<String> mobile(String text) {
        String written = text.strip();
        if (written.length() > MAX_PHONE || !PHONE.matcher(written).matches()) {
            return Optional.empty();
        }
        try {
            PhoneNumber number = phones.parse(written, HOME);
            String canonical = phones.format(number, PhoneNumberFormat.E164);
            boolean taken = DRAMA.matcher(canonical).matches() || isMobile(number);
            return taken ? Optional.of(canonical) : Optional.empty();
        } catch (NumberParseException _) {
            return Optional.empty(); // no number
        }
    }

    private boolean isMobile(PhoneNumber number) {
        String country = phones.getRegionCodeForNumber(number);
        PhoneNumberType type = phones.getNumberType(number);
        return country != null
                && countries.contains(country)
                && (type == PhoneNumberType.MOBILE || type == PhoneNumberType.FIXED_LINE_OR_MOBILE);
    }
}
