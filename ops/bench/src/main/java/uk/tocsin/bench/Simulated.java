package uk.tocsin.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import uk.tocsin.demo.Http;
import uk.tocsin.demo.SimulatorProcess;
import uk.tocsin.model.ChannelKind;

/// The simulator in another process, accepting everything and reporting nothing back.
final class Simulated implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final SimulatorProcess process;
    private final Http control;

    private Simulated(SimulatorProcess process) {
        this.process = process;
        this.control = new Http(process.addresses().getString("control"), "");
    }

    static Simulated start(Path work) {
        Simulated simulated = new Simulated(SimulatorProcess.start(work.resolve("simulator"), 0));
        simulated.control.put("/sim/behaviour", quiet());
        return simulated;
    }

    /// Behaviour of people who get everything and answer nothing.
    static JsonObject quiet() {
        JsonObject nothing = new JsonObject();
        return new JsonObject()
                .put("push", new JsonObject().put("refused", nothing).put("delivered", 0.0))
                .put(
                        "sms",
                        new JsonObject()
                                .put("refused", nothing)
                                .put("delivered", 0.0)
                                .put("undelivered", nothing)
                                .put("scanned", 0.0))
                .put(
                        "email",
                        new JsonObject()
                                .put("refused", nothing)
                                .put("bounced", 0.0)
                                .put("acknowledged", 0.0)
                                .put("scanned", 0.0));
    }

    /// Every answer of a channel comes so much later.
    void roundTrip(ChannelKind channel, int ms) {
        control.put("/sim/faults/" + channel.word(), new JsonObject().put("latencyMs", ms));
    }

    String address(String name) {
        String address = process.addresses().getString(name);
        if (address == null) {
            throw new BenchException("the simulator has no " + name);
        }
        return address;
    }

    Path file(String name) {
        return Path.of(address(name));
    }

    int smtpPort() {
        return URI.create("smtp://" + address("smtp")).getPort();
    }

    JsonObject twilio() {
        try {
            return new JsonObject(Files.readString(file("twilioCredentials")));
        } catch (IOException e) {
            throw new BenchException("the simulator's credentials cannot be read", e);
        }
    }

    /// Makes the stock SDKs, which know no setting for it, trust the simulator's certificate: the trust store of this
    /// JVM. Also where
    /// another default was made before.
    void trusted(Path work) {
        Path file = work.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store(file("certificate")).store(out, PASSWORD.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new BenchException("the simulator's certificate cannot be used", e);
        }
        System.setProperty("javax.net.ssl.trustStore", file.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            SSLContext.setDefault(context);
            HttpsURLConnection.setDefaultSSLSocketFactory(context.getSocketFactory());
        } catch (GeneralSecurityException e) {
            throw new BenchException("the simulator's certificate cannot be used", e);
        }
    }

    private static KeyStore store(Path certificate) throws IOException, GeneralSecurityException {
        try (InputStream pem = Files.newInputStream(certificate)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "simulator", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            return store;
        }
    }

    /// TLS that trusts this certificate alone.
    static SSLContext trusting(Path certificate) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store(certificate));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new BenchException("the simulator's certificate cannot be used", e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
