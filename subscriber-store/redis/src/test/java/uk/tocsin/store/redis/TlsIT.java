package uk.tocsin.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static uk.tocsin.journal.Waiting.get;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.register.Register.Entry;

/// With TLS in front of the server: its certificate must lead to one that is trusted, and name the host.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TlsIT {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path directory;

    /// A key pair of its own, for this address; the certificate lies beside it.
    private Path certificate(String name, String address) throws Exception {
        Path store = directory.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                "redis",
                "-keyalg",
                "EC",
                "-dname",
                "CN=redis",
                "-ext",
                "san=" + address,
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-validity",
                "2");
        Path file = directory.resolve(name + ".pem");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "redis",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-file",
                file.toString());
        return file;
    }

    private static void keytool(String... words) throws Exception {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command =
                new ArrayList<>(List.of(tool.toString(), "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /// Takes TLS off what comes and hands it on.
    private SSLServerSocket front(String name, int behind) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve(name + ".p12"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        SSLServerSocket front = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(() -> {
            while (!front.isClosed()) {
                try {
                    Socket outside = front.accept();
                    Socket inside = new Socket(InetAddress.getLoopbackAddress(), behind);
                    Thread.ofPlatform().daemon().start(() -> pump(outside, inside));
                    Thread.ofPlatform().daemon().start(() -> pump(inside, outside));
                } catch (IOException _) {
                    Thread.onSpinWait();
                }
            }
        });
        return front;
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException _) {
            Thread.onSpinWait();
        }
    }

    @Test
    void onlyATrustedCertificateOfTheHostIsTalkedTo() throws Exception {
        Path right = certificate("right", "ip:127.0.0.1");
        Path elsewhere = certificate("elsewhere", "dns:redis.example.test");
        try (RedisServer server = new RedisServer(directory.resolve("redis"));
                SSLServerSocket front = front("right", server.port());
                SSLServerSocket wrong = front("elsewhere", server.port())) {
            RedisSettings settings = RedisSettings.at("rediss://127.0.0.1:" + front.getLocalPort());
            try (RedisStore store = RedisStore.create(settings.withTrustFile(right), RedisServer.INSTALLATION)) {
                get(store.register().put(1, List.of(new Entry(1, new byte[10]))));
                assertThat(get(store.register().scan(1, 0, 9))).hasSize(1);
            }
            refused(settings, "PKIX path");
            refused(settings.withTrustFile(elsewhere), "PKIX path");
            refused(
                    RedisSettings.at("rediss://127.0.0.1:" + wrong.getLocalPort())
                            .withTrustFile(elsewhere),
                    "127.0.0.1");
            refused(settings.withTrustFile(directory.resolve("nothing.pem")), "redis.trustFile");
        }
    }

    private static void refused(RedisSettings settings, String reason) {
        assertThatThrownBy(() -> RedisStore.open(settings, RedisServer.INSTALLATION))
                .isInstanceOf(RedisStoreException.class)
                .hasMessageContaining(reason);
    }
}
