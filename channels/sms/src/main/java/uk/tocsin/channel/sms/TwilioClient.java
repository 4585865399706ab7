package uk.tocsin.channel.sms;

import com.twilio.exception.ApiException;
import com.twilio.http.Request;
import com.twilio.http.TwilioRestClient;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.channel.kit.wire.Exchange;
import uk.tocsin.channel.sms.WireTransport.Call;
import uk.tocsin.lane.Batch.WriteGate;

/// Calls the SDK and says what it and the wire made of it. Blocks: for virtual threads only.
final class TwilioClient {
    private static final Logger LOG = LoggerFactory.getLogger(TwilioClient.class);

    private final TwilioRestClient client;

    /// What a call came to.
    ///
    /// @param exchange what became of its last request; null when none was handed over
    /// @param value what the SDK read from a successful answer
    /// @param code Twilio's error code that the SDK read from another
    record Result<T>(@Nullable Exchange exchange, Optional<T> value, Optional<Integer> code) {}

    TwilioClient(SmsSettings settings, WireTransport transport) {
        client = new QuietClient(
                new TwilioRestClient.Builder(settings.accountSid(), settings.authToken()).httpClient(transport));
    }

    /// Makes one call. The SDK's exceptions end here, because their messages quote numbers and texts.
    <T> Result<T> call(WriteGate gate, Function<TwilioRestClient, T> sdk) {
        Call call = new Call(gate);
        try {
            T value = ScopedValue.where(WireTransport.CALL, call).call(() -> sdk.apply(client));
            return new Result<>(call.exchange(), Optional.of(value), Optional.empty());
        } catch (ApiException e) {
            return new Result<>(call.exchange(), Optional.empty(), Optional.ofNullable(e.getCode()));
        } catch (WireTransport.NoAnswerException e) {
            return new Result<>(call.exchange(), Optional.empty(), Optional.empty());
        } catch (RuntimeException e) {
            LOG.warn("the SDK failed on a call: {}", e.getClass().getName());
            return new Result<>(call.exchange(), Optional.empty(), Optional.empty());
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
