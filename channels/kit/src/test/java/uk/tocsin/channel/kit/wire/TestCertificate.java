package uk.tocsin.channel.kit.wire;

import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A self-signed certificate made for one test run.
///
/// @param key what a server presents
/// @param pem what a client has to trust
record TestCertificate(PfxOptions key, Path pem) {
    private static final String PASSWORD = "only-for-this-test-run";

    static TestCertificate create(String host) {
        try {
            Path directory = Files.createTempDirectory("certificate");
            directory.toFile().deleteOnExit();
            Path store = directory.resolve(host + ".p12");
            Path pem = directory.resolve(host + ".pem");
            generate(store, host);
            Files.writeString(pem, pem(store), StandardCharsets.US_ASCII);
            store.toFile().deleteOnExit();
            pem.toFile().deleteOnExit();
            return new TestCertificate(
                    new PfxOptions().setPath(store.toString()).setPassword(PASSWORD), pem);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("could not make a certificate", e);
        }
    }

    private static void generate(Path store, String host) throws IOException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = List.of(
                keytool,
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool did not make a certificate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool ran", e);
        }
    }

    private static String pem(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        byte[] der = keys.getCertificate("test").getEncoded();
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }
}
