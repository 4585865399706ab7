package uk.tocsin.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The settings of an installation whose providers are simulated. The quotas are what two cores carry with the
/// simulator beside them, far below those that the real providers grant.
final class DemoSettings {
    private DemoSettings() {}

    /// @param port of the console; the edge is the next one; 0 for free ones
    static Map<String, String> of(Path data, int port, JsonObject simulator) {
        JsonObject twilio = read(Path.of(simulator.getString("twilioCredentials")));
        int edge = port == 0 ? freePort() : port + 1;
        Map<String, String> given = new HashMap<>();
        given.put("data.dir", data.toString());
        given.put("console.port", Integer.toString(port));
        given.put("edge.port", Integer.toString(edge));
        given.put("edge.publicUrl", "http://127.0.0.1:" + edge);
        given.put("bounces.port", "0");
        given.put("push.enabled", "true");
        given.put("push.credentials", simulator.getString("serviceAccount"));
        given.put("push.project", simulator.getString("project"));
        given.put("push.origin", simulator.getString("fcm"));
        given.put("push.trust", simulator.getString("certificate"));
        given.put("push.perSecond", "4000");
        given.put("sms.enabled", "true");
        given.put("sms.origin", simulator.getString("twilioTls"));
        given.put("sms.trust", simulator.getString("certificate"));
        given.put("sms.account", twilio.getString("accountSid"));
        given.put("sms.token", twilio.getString("authToken"));
        given.put("sms.service", twilio.getString("messagingServiceSid"));
        given.put("sms.perSecond", "4000");
        given.put("sms.maxInFlight", "1000");
        given.put("email.enabled", "true");
        given.put(
                "email.relays",
                "localhost:"
                        + URI.create("smtp://" + simulator.getString("smtp")).getPort());
        given.put("email.trust", simulator.getString("certificate"));
        given.put("email.perSecond", "4000");
        return given;
    }

    private static JsonObject read(Path file) {
        try {
            return new JsonObject(Files.readString(file));
        } catch (IOException e) {
            throw new DemoException("the simulator's file " + file + " cannot be read", e);
        }
    }

    /// A port nobody listens on at this moment: the public address must be known before the edge listens on it.
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new DemoException("there is no free port", e);
        }
    }
}
