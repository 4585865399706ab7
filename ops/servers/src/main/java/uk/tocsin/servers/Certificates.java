package uk.tocsin.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// PEM files of a broker, a client that it trusts and one that it does not.
///
/// @param broker the broker's key
/// @param trust the certificates of the broker and the client
/// @param client the key of a client named `CN=node`
/// @param stranger the key of a client that nobody trusts
public record Certificates(Path broker, Path trust, Path client, Path stranger) {
    private static final String PASSWORD = "only-until-it-is-written-as-pem";
    private static @Nullable Certificates shared;

    /// Those of this process; their files go with it.
    public static synchronized Certificates shared() {
        if (shared == null) {
            try {
                shared = make(Files.createTempDirectory("tocsin-certificates"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    private static Certificates make(Path directory) throws IOException {
        List<Process> making = new ArrayList<>();
        for (String name : List.of("broker", "node", "stranger")) {
            making.add(keytool(directory, name));
        }
        for (Process each : making) {
            if (each.onExit().join().exitValue() != 0) {
                throw new IOException("keytool failed");
            }
        }
        Pair broker = pair(directory, "broker");
        Pair client = pair(directory, "node");
        Pair stranger = pair(directory, "stranger");
        Path trust = directory.resolve("trust.pem");
        Files.writeString(trust, broker.certificate() + client.certificate());
        for (Path file : List.of(trust, broker.file(), client.file(), stranger.file())) {
            file.toFile().deleteOnExit();
        }
        directory.toFile().deleteOnExit();
        return new Certificates(broker.file(), trust, client.file(), stranger.file());
    }

    private record Pair(Path file, String certificate) {}

    private static Path store(Path directory, String name) {
        return directory.resolve(name + ".p12");
    }

    private static Process keytool(Path directory, String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-dname",
                        "CN=" + name,
                        "-keyalg",
                        "EC",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store(directory, name).toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Pair pair(Path directory, String name) throws IOException {
        Path store = store(directory, name);
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore read = KeyStore.getInstance("PKCS12");
            read.load(in, PASSWORD.toCharArray());
            Key key = read.getKey(name, PASSWORD.toCharArray());
            String certificate = pem("CERTIFICATE", read.getCertificate(name).getEncoded());
            Path file = directory.resolve(name + ".pem");
            Files.writeString(file, pem("PRIVATE KEY", key.getEncoded()) + certificate);
            return new Pair(file, certificate);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        } finally {
            Files.delete(store);
        }
    }

    private static String pem(String kind, byte[] bytes) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }
}
