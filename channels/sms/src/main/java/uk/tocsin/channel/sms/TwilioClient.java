package uk.tocsin.channel.sms;

import com.twilio.exception.ApiException;
import com.twilio.http.Request;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.channel.kit.wire.Exchange;
import uk.tocsin.channel.kit.wire.HttpWire;
import uk.tocsin.channel.kit.wire.WireRequest;
import uk.tocsin.channel.sms.WireTransport.Call;

/// The Twilio SDK: it builds the request of a text, reads refusals, and asks for lists. Any thread; [#list] waits for
/// the wire and is for virtual threads only, all else never waits.
final class TwilioClient {
    private static final Logger LOG = LoggerFactory.getLogger(TwilioClient.class);

    /// What is "created" when only an answer is to be read.
    private static final MessageCreator SOME =
            Message.creator(new PhoneNumber("+447700900000"), new PhoneNumber("+447700900000"), "");

    /// What a text "gets" whose request is only built; the SDK reads no fields of it.
    private static final Exchange.Answered TAKEN =
            new Exchange.Answered(201, MultiMap.caseInsensitiveMultiMap(), "{}".getBytes(StandardCharsets.US_ASCII));

    private final HttpWire wire;
    private final TwilioRestClient client;

    TwilioClient(SmsSettings settings, HttpWire wire) {
        this.wire = wire;
        WireTransport transport = new WireTransport();
        client = new QuietClient(
                new TwilioRestClient.Builder(settings.accountSid(), settings.authToken()).httpClient(transport));
    }

    /// The request by which the SDK would create the text.
    WireRequest request(MessageCreator text) {
        Call call = new Call(_ -> TAKEN);
        call(call, text::create);
        WireRequest request = call.request();
        if (request == null) {
            throw new IllegalStateException("the SDK built no request");
        }
        return request;
    }

    /// Twilio's error code in an answer that is not a success, if it has one.
    Optional<Integer> code(Exchange.Answered answer) {
        return call(new Call(_ -> answer), SOME::create).code();
    }

    /// Asks for what the SDK lists, over the wire, and waits. Empty where that cannot be read.
    <T> Optional<T> list(Function<TwilioRestClient, T> sdk) {
        return call(new Call(request -> wire.await(request, () -> null)), sdk).value();
    }

    /// What a call came to.
    ///
    /// @param value what the SDK read from a successful answer
    /// @param code Twilio's error code that the SDK read from another
    private record Result<T>(Optional<T> value, Optional<Integer> code) {}

    /// Makes one call. The SDK's exceptions end here, because their messages quote numbers and texts.
    private <T> Result<T> call(Call call, Function<TwilioRestClient, T> sdk) {
        try {
            T value = ScopedValue.where(WireTransport.CALL, call).call(() -> sdk.apply(client));
            return new Result<>(Optional.of(value), Optional.empty());
        } catch (ApiException e) {
            return new Result<>(Optional.empty(), Optional.ofNullable(e.getCode()));
        } catch (WireTransport.NoAnswerException e) {
            return new Result<>(Optional.empty(), Optional.empty());
        } catch (RuntimeException e) {
            LOG.warn("the SDK failed on a call: {}", e.getClass().getName());
            return new Result<>(Optional.empty(), Optional.empty());
        }
    }

    /// The stock client writes the filters of a list, which are phone numbers, to the debug log.
    private static final class QuietClient extends TwilioRestClient {
        QuietClient(Builder builder) {
            super(builder);
        }

        @Override
        public void logRequest(Request request) {}
    }
}
