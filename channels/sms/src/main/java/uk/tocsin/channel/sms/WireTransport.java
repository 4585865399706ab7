package uk.tocsin.channel.sms;

import com.twilio.http.HttpClient;
import com.twilio.http.HttpUtility;
import com.twilio.http.Request;
import com.twilio.http.Response;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;
import uk.tocsin.channel.kit.wire.Exchange;
import uk.tocsin.channel.kit.wire.WireRequest;

/// The SDK's transport. Nothing is repeated here: the stock client posts again on any 5xx, which duplicates texts.
/// Whoever calls the SDK binds a [Call] for its thread, which says how a request gets its answer.
final class WireTransport extends HttpClient {
    /// The call that the current thread makes through the SDK.
    static final ScopedValue<Call> CALL = ScopedValue.newInstance();

    private static final Header[] NO_HEADERS = {};

    private final String agent = HttpUtility.getUserAgentString(List.of(), true);

    /// One call of the SDK: its last request and what became of that. Confined to its thread.
    static final class Call {
        private final Function<WireRequest, Exchange> wire;
        private @Nullable WireRequest request;
        private @Nullable Exchange exchange;

        Call(Function<WireRequest, Exchange> wire) {
            this.wire = wire;
        }

        private Exchange exchange(WireRequest built) {
            request = built;
            Exchange answer = wire.apply(built);
            exchange = answer;
            return answer;
        }

        /// The last request; null when the SDK built none.
        @Nullable
        WireRequest request() {
            return request;
        }

        /// What became of it.
        @Nullable
        Exchange exchange() {
            return exchange;
        }
    }

    /// There is no answer for the SDK to read; the [Call] knows why.
    static final class NoAnswerException extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoAnswerException() {
            super("no answer", null, false, false);
        }
    }

    @Override
    public Response reliableRequest(Request request) {
        return makeRequest(request);
    }

    @Override
    public Response reliableRequest(Request request, int[] retryCodes, int retries, long delayMillis) {
        return makeRequest(request);
    }

    @Override
    public Response makeRequest(Request request) {
        return switch (CALL.get().exchange(wireRequest(request))) {
            case Exchange.Answered(int status, MultiMap _, byte[] body) ->
                new Response(new String(body, StandardCharsets.UTF_8), status, NO_HEADERS);
            case Exchange.NotSent _, Exchange.Unknown _ -> throw new NoAnswerException();
        };
    }

    private WireRequest wireRequest(Request request) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add(HttpHeaders.AUTHORIZATION, request.getAuthString())
                .add(HttpHeaders.ACCEPT, "application/json")
                .add(HttpHeaders.USER_AGENT, agent);
        boolean post = request.getMethod() == com.twilio.http.HttpMethod.POST;
        if (post) {
            headers.add(HttpHeaders.CONTENT_TYPE, HttpHeaders.APPLICATION_X_WWW_FORM_URLENCODED);
        }
        return new WireRequest(
                HttpMethod.valueOf(request.getMethod().toString()),
                path(request),
                headers,
                post ? Buffer.buffer(request.encodeFormBody()) : Buffer.buffer());
    }

    /// The SDK names Twilio's own host; the wire has the configured origin. What follows the host is kept, also
    /// in the addresses of further pages, which come from the server.
    private static String path(Request request) {
        String url = request.getUrl();
        int authority = url.indexOf("//") + 2;
        int slash = url.indexOf('/', authority);
        String path = slash < 0 ? "/" : url.substring(slash);
        String query = request.encodeQueryParams();
        if (query.isEmpty()) {
            return path;
        }
        return path + (path.indexOf('?') < 0 ? '?' : '&') + query;
    }
}
