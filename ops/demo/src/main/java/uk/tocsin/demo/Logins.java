package uk.tocsin.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import uk.tocsin.console.Server;

/// The demo's staff, their accounts and their bearer tokens, kept beside the data (0600), so that a later start
/// prints the same.
final class Logins {
    private static final Map<String, Integer> STAFF = staff();

    private static final String PASSWORD = "password";
    private static final String SECRET = " secret";

    private final Map<String, String> tokens;
    private final Accounts accounts;

    private Logins(Map<String, String> kept) {
        this.tokens = Map.copyOf(kept);
        Map<String, String> secrets = new LinkedHashMap<>();
        STAFF.keySet().forEach(role -> secrets.put(role, kept.getOrDefault(role + SECRET, "")));
        this.accounts = new Accounts(kept.getOrDefault(PASSWORD, ""), secrets);
    }

    private static Map<String, Integer> staff() {
        Map<String, Integer> staff = new LinkedHashMap<>();
        staff.put("administrator", 1);
        staff.put("officer", 2);
        staff.put("approver", 3);
        staff.put("analyst", 4);
        staff.put("register-officer", 5);
        return staff;
    }

    /// Those of this installation; on its first start they are appointed.
    static Logins of(Server server, Path file) {
        try {
            if (Files.exists(file)) {
                Map<String, String> known = new LinkedHashMap<>();
                new JsonObject(Files.readString(file)).forEach(e -> known.put(e.getKey(), (String) e.getValue()));
                return new Logins(known);
            }
            Map<String, String> fresh = appoint(server);
            enrol(server, fresh);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            JsonObject json = new JsonObject();
            fresh.forEach(json::put);
            Files.writeString(file, json.encodePrettily(), StandardOpenOption.TRUNCATE_EXISTING);
            return new Logins(fresh);
        } catch (IOException e) {
            throw new DemoException("the log-ins in " + file + " cannot be kept", e);
        }
    }

    private static Map<String, String> appoint(Server server) {
        Map<String, String> tokens = new LinkedHashMap<>();
        String first;
        try {
            first = server.house().firstAdministrator().await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new DemoException("the first administrator was not appointed within 30 s", e);
        }
        tokens.put("administrator", first);
        Http administrator = new Http(server.consoleUrl(), first);
        STAFF.forEach((role, number) -> {
            if (!tokens.containsKey(role)) {
                JsonObject body = new JsonObject().put("staff", number).put("roles", new JsonArray().add(role));
                tokens.put(role, administrator.post("/api/v1/staff", body).getString("token"));
            }
        });
        return tokens;
    }

    private static void enrol(Server server, Map<String, String> kept) {
        String password = Accounts.freshPassword();
        kept.put(PASSWORD, password);
        STAFF.forEach((role, staff) -> kept.put(role + SECRET, Accounts.enrol(server, staff, role, password)));
    }

    /// Their accounts.
    Accounts accounts() {
        return accounts;
    }

    /// The roles there are, in order.
    Iterable<String> roles() {
        return STAFF.keySet();
    }

    String token(String role) {
        String token = tokens.get(role);
        if (token == null) {
            throw new DemoException("there is no log-in for the role " + role);
        }
        return token;
    }
}
