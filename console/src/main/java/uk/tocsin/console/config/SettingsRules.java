package uk.tocsin.console.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.tocsin.register.KeyFile;
import uk.tocsin.register.VaultException;

/// What the settings must be together, beyond what each is read as. Every problem names its settings.
final class SettingsRules {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");
    private static final Set<String> ANYWHERE = Set.of("0.0.0.0", "::");
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    private static final Pattern DOMAIN = Pattern.compile("(?=.{1,253}$)[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})*");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@,<>\"]{1,64}@(.+)");
    private static final Pattern SID = Pattern.compile("[A-Z]{2}[0-9a-fA-F]{32}");

    /// 128 bits as hexadecimal digits.
    private static final int LEAST_SECRET = 32;

    private final SettingsReader in;

    SettingsRules(SettingsReader in) {
        this.in = in;
    }

    private void require(boolean holds, String names, String what) {
        if (!holds) {
            in.problem(names, what);
        }
    }

    void data(Path data) {
        require(Files.notExists(data) || Files.isDirectory(data), "data.dir", data + " is a file, not a directory");
    }

    /// @param listens by the setting that holds the port
    void ports(Map<String, Settings.Listen> listens) {
        List<String> names = listens.keySet().stream().sorted().toList();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                boolean clash = clash(listens.get(names.get(i)), listens.get(names.get(j)));
                require(!clash, names.get(i) + ", " + names.get(j), "are the same port of the same host");
            }
        }
    }

    private static boolean clash(Settings.@Nullable Listen a, Settings.@Nullable Listen b) {
        if (a == null || b == null || a.port() == 0 || a.port() != b.port()) {
            return false;
        }
        return a.host().equals(b.host()) || ANYWHERE.contains(a.host()) || ANYWHERE.contains(b.host());
    }

    void publicUrl(String name, URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        require(!path.endsWith("/"), name, "ends with a slash: addresses are made by adding to it");
        require(url.getRawQuery() == null && url.getRawFragment() == null, name, "has a query or a fragment");
        require(url.getRawUserInfo() == null, name, "carries a user name");
        secure(name, url);
    }

    /// What goes beyond this machine goes encrypted.
    void secure(String name, URI url) {
        require(
                "https".equals(url.getScheme()) || LOOPBACK.contains(String.valueOf(url.getHost())),
                name,
                "is http: beyond this machine it must be https");
    }

    void sms(Settings.Sms sms) {
        secure("sms.origin", sms.origin());
        require(
                sms.account().isEmpty() || sid(sms.account(), "AC"),
                "sms.account",
                "is not AC and 32 hexadecimal digits");
        require(
                sms.service().isEmpty() || sid(sms.service(), "MG"),
                "sms.service",
                "is not MG and 32 hexadecimal digits");
        require(
                sms.from().isEmpty() || sender(sms.from()),
                "sms.from",
                "is neither a number such as +447700900000, nor a short code, nor a name of 1 to 11 letters, digits"
                        + " and spaces with a letter in it");
        if (sms.enabled()) {
            require(!sms.account().isEmpty(), "sms.account", "is needed when sms.enabled is true");
            require(!sms.token().reveal().isEmpty(), "sms.token", "is needed when sms.enabled is true");
            require(
                    sms.service().isEmpty() != sms.from().isEmpty(),
                    "sms.service, sms.from",
                    "exactly one of them is needed when sms.enabled is true");
        }
    }

    private static boolean sid(String text, String kind) {
        return text.startsWith(kind) && SID.matcher(text).matches();
    }

    /// E.164, a short code, or an alphanumeric sender id, as Twilio has them.
    private static boolean sender(String from) {
        return from.matches("\\+[1-9][0-9]{6,14}")
                || from.matches("[0-9]{3,8}")
                || from.matches("(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}");
    }

    void push(Settings.Push push) {
        secure("push.origin", push.origin());
        boolean given = !push.credentials().toString().isEmpty();
        if (push.enabled()) {
            require(given, "push.credentials", "is needed when push.enabled is true");
            require(!push.project().isEmpty(), "push.project", "is needed when push.enabled is true");
        }
        if (given) {
            require(ownersOnly(push.credentials()), "push.credentials", readable(push.credentials()));
        }
    }

    private static String readable(Path file) {
        return file + " can be read by more than its owner: chmod 600 it";
    }

    /// Whether only its owner can use a file; true where files have no such permissions, and for no file.
    static boolean ownersOnly(Path file) {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null || Files.notExists(file)) {
            return true;
        }
        try {
            return view.readAttributes().permissions().stream().noneMatch(OTHERS::contains);
        } catch (IOException e) {
            return false;
        }
    }

    void email(Settings.Email email) {
        require(domain(email.helo()), "email.helo", "is not a domain");
        var address = ADDRESS.matcher(email.fromAddress());
        require(address.matches() && domain(address.group(1)), "email.fromAddress", "is not a mail address");
        boolean plain = !email.fromName().isBlank() && email.fromName().chars().noneMatch(Character::isISOControl);
        require(plain, "email.fromName", "is empty, or holds a control character");
        email.relays().forEach(relay -> require(relay(relay), "email.relays", "\"" + relay + "\" is not host:port"));
        boolean known = Set.of("required", "opportunistic", "none").contains(email.startTls());
        require(known, "email.startTls", "is not required, opportunistic or none");
        require(
                email.user().isEmpty() == email.password().reveal().isEmpty(),
                "email.user, email.password",
                "one is given without the other");
        boolean near = email.relays().stream().allMatch(relay -> LOOPBACK.contains(host(relay)));
        require(
                email.user().isEmpty() || email.startTls().equals("required") || near,
                "email.startTls",
                "must be required: email.user is only sent encrypted");
        require(!email.enabled() || !email.relays().isEmpty(), "email.relays", "is needed when email.enabled is true");
    }

    void bounceDomain(String domain) {
        require(domain(domain), "bounces.domain", "is not a domain");
    }

    private static boolean domain(String text) {
        return DOMAIN.matcher(text).matches();
    }

    private static String host(String relay) {
        return relay.substring(0, Math.max(0, relay.lastIndexOf(':')));
    }

    private static boolean relay(String relay) {
        String port = relay.substring(relay.lastIndexOf(':') + 1);
        return !host(relay).isBlank()
                && port.matches("[0-9]{1,5}")
                && Integer.parseInt(port) >= 1
                && Integer.parseInt(port) <= 65_535;
    }

    /// @param name what the names of its settings begin with
    void training(String name, Optional<URI> page, Secret secret) {
        boolean both = page.isPresent() != secret.reveal().isEmpty();
        require(both, name + ".url, " + name + ".secret", "one is given without the other");
        page.ifPresent(url -> {
            boolean plain = url.getRawQuery() == null && url.getRawFragment() == null && url.getRawUserInfo() == null;
            require(plain, name + ".url", "has a query, a fragment or a user name: ?t= and a token are added to it");
            secure(name + ".url", url);
        });
        int length = secret.reveal().length();
        require(
                length == 0 || length >= LEAST_SECRET,
                name + ".secret",
                "is shorter than " + LEAST_SECRET + " characters");
    }

    void key(Secret key) {
        if (!key.reveal().isEmpty()) {
            try {
                KeyFile.ofEnvironment("engine.key", key.reveal());
            } catch (VaultException e) {
                in.problem("engine.key", String.valueOf(e.getMessage()));
            }
        }
    }
}
