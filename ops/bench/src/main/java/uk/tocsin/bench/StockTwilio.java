package uk.tocsin.bench;

import com.twilio.auth_strategy.AuthStrategy;
import com.twilio.http.NetworkHttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import uk.tocsin.lane.Batch;

/// The Twilio SDK as it comes: `Message.creator(…).create()` through its own client, called by as many threads as
/// that has connections for. Only the host is another.
final class StockTwilio implements AutoCloseable {
    private static final String TWILIO = "https://api.twilio.com";
    private static final int THREADS = 20;
    private static final int VALIDITY_SECONDS = 36_000;

    private final TwilioRestClient client;
    private final String service;
    private final Crew crew = new Crew("stock-twilio", THREADS);

    private StockTwilio(TwilioRestClient client, String service) {
        this.client = client;
        this.service = service;
    }

    static StockTwilio open(Simulated simulated) {
        JsonObject twilio = simulated.twilio();
        TwilioRestClient client = new TwilioRestClient.Builder(
                        twilio.getString("accountSid"), twilio.getString("authToken"))
                .httpClient(new Elsewhere(simulated.address("twilioTls")))
                .build();
        return new StockTwilio(client, twilio.getString("messagingServiceSid"));
    }

    /// Sends to everybody in these batches.
    Cpu.Taken send(List<Batch> batches) {
        Cpu cpu = Cpu.start();
        int sent = crew.each(batches, this::create);
        return cpu.stop(sent);
    }

    private void create(Batch batch, int i) {
        String token = batch.tokens()[i];
        String text = Sample.VARIANT.shortText() + " " + Sample.LINKS.acknowledge(token);
        Message message = Message.creator(new PhoneNumber(batch.addresses()[i]), service, text)
                .setStatusCallback(URI.create(Sample.LINKS.smsStatus(token, batch.tryNumber())))
                .setValidityPeriod(VALIDITY_SECONDS)
                .setSmartEncoded(false)
                .create(client);
        if (message.getSid() == null) {
            throw new BenchException("stock Twilio: a text was not accepted");
        }
    }

    @Override
    public void close() {
        crew.close();
    }

    /// The SDK's own client, to another host: the SDK has no setting for it.
    private static final class Elsewhere extends NetworkHttpClient {
        private final String origin;

        Elsewhere(String origin) {
            this.origin = origin;
        }

        @Override
        public Response makeRequest(Request request) {
            Request moved = new Request(request.getMethod(), request.getUrl().replace(TWILIO, origin));
            AuthStrategy strategy = request.getAuthStrategy();
            if (strategy != null) {
                moved.setAuth(strategy);
            } else {
                moved.setAuth(request.getUsername(), request.getPassword());
            }
            moved.setContentType(request.getContentType());
            moved.setBody(request.getBody());
            request.getPostParams().forEach((name, values) -> values.forEach(v -> moved.addPostParam(name, v)));
            request.getHeaderParams().forEach((name, values) -> values.forEach(v -> moved.addHeaderParam(name, v)));
            return super.makeRequest(moved);
        }
    }
}
