package uk.tocsin.simulator;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/// Keys and secrets of the simulated providers: made at the first start, kept in the work folder (mode 0600), never
/// shipped.
///
/// @param certificatePem the self-signed certificate of every TLS port; clients trust it from `tls-cert.pem`
/// @param keyPem its private key
/// @param serviceAccountKey signs the product's token requests; the product reads it from `service-account.json`
/// @param serviceAccountPublic checks those requests
/// @param accountSid Twilio account; with the token in `twilio.json`
record Credentials(
        String certificatePem,
        String keyPem,
        RSAPrivateCrtKey serviceAccountKey,
        RSAPublicKey serviceAccountPublic,
        String accountSid,
        String authToken,
        String messagingServiceSid) {

    static final String CERTIFICATE = "tls-cert.pem";
    static final String SERVICE_ACCOUNT = "service-account.json";
    static final String TWILIO = "twilio.json";
    private static final String TLS_KEY = "tls-key.pem";
    private static final String CLIENT_EMAIL_HOST = ".iam.gserviceaccount.example.test";

    /// Reads what the folder has and makes what it lacks. Blocks, some 100 ms the first time.
    static Credentials in(Path folder, String project) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        Path certificate = folder.resolve(CERTIFICATE);
        Path key = folder.resolve(TLS_KEY);
        if (!Files.exists(certificate) || !Files.exists(key)) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            secret(key, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            secret(certificate, pem("CERTIFICATE", SelfSigned.certificate(pair)));
        }
        RSAPrivateCrtKey account = serviceAccountKey(folder.resolve(SERVICE_ACCOUNT), project);
        RSAPublicKey accountPublic = (RSAPublicKey) KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(account.getModulus(), account.getPublicExponent()));
        JsonObject twilio = twilio(folder.resolve(TWILIO));
        return new Credentials(
                Files.readString(certificate),
                Files.readString(key),
                account,
                accountPublic,
                twilio.getString("accountSid"),
                twilio.getString("authToken"),
                twilio.getString("messagingServiceSid"));
    }

    private static RSAPrivateCrtKey serviceAccountKey(Path file, String project)
            throws IOException, GeneralSecurityException {
        if (Files.exists(file)) {
            JsonObject known = new JsonObject(Files.readString(file));
            if (project.equals(known.getString("project_id"))) {
                byte[] der = Base64.getMimeDecoder()
                        .decode(known.getString("private_key").replaceAll("-----[A-Z ]+-----", ""));
                return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
            }
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
    }

    private static JsonObject twilio(Path file) throws IOException {
        if (Files.exists(file)) {
            return new JsonObject(Files.readString(file));
        }
        JsonObject made = new JsonObject()
                .put("accountSid", "AC" + randomHex())
                .put("authToken", randomHex())
                .put("messagingServiceSid", "MG" + randomHex());
        secret(file, made.encodePrettily());
        return made;
    }

    /// Writes the service account as the Firebase console would hand it out, with the token endpoint of this run.
    void writeServiceAccount(Path folder, String project, String tokenUri) throws IOException {
        JsonObject json = new JsonObject()
                .put("type", "service_account")
                .put("project_id", project)
                .put("private_key_id", keyId())
                .put("private_key", pem("PRIVATE KEY", serviceAccountKey.getEncoded()))
                .put("client_email", clientEmail(project))
                .put("client_id", "100000000000000000001")
                .put("auth_uri", tokenUri.replace("/token", "/auth"))
                .put("token_uri", tokenUri)
                .put("universe_domain", "googleapis.com");
        secret(folder.resolve(SERVICE_ACCOUNT), json.encodePrettily());
    }

    String clientEmail(String project) {
        return "simulator@" + project + CLIENT_EMAIL_HOST;
    }

    private String keyId() {
        return HexFormat.of()
                .toHexDigits(Chance.hash(serviceAccountPublic.getModulus().toString()));
    }

    private static String randomHex() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String pem(String kind, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }

    private static void secret(Path file, String text) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /// Keys stay out of logs.
    @Override
    public String toString() {
        return "Credentials[hidden]";
    }
}
