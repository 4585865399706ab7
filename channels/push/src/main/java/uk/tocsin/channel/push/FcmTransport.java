package uk.tocsin.channel.push;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import uk.tocsin.channel.kit.wire.Exchange;
import uk.tocsin.channel.kit.wire.WireRequest;

/// What the SDK takes for the way to FCM: the [FcmSdk.Call] that the current thread makes.
///
/// The SDK retries 503 four times with pauses and repeats after a 401, and knows no switch for either. It does not
/// retry when Retry-After exceeds its 60 s (RetryUnsuccessfulResponseHandler), nor refresh and repeat when a
/// Bearer challenge with parameters names no invalid token (HttpCredentialsAdapter); nor does it follow a redirect
/// without Location. So that is what it is shown; the true headers go to [FcmErrors].
final class FcmTransport extends HttpTransport {
    /// The call that the current thread makes.
    static final ScopedValue<FcmSdk.Call> CALL = ScopedValue.newInstance();

    private static final List<Map.Entry<String, String>> NOTHING = List.of();
    private static final List<Map.Entry<String, String>> NO_RETRY = List.of(Map.entry("Retry-After", "86400"));
    /// With a realm: the SDK looks for "Bearer " with the space, and refreshes if it finds none.
    private static final List<Map.Entry<String, String>> NO_REFRESH =
            List.of(Map.entry("WWW-Authenticate", "Bearer realm=\"fcm\""));

    private final String expected;
    private final String path;

    FcmTransport(String projectId) {
        path = "/v1/projects/" + projectId + "/messages:send";
        expected = PushOptions.FCM + path;
    }

    @Override
    public boolean supportsMethod(String method) {
        return true;
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) throws IOException {
        if (!url.equals(expected)) {
            throw new WireException("the SDK asked for something other than to send a message");
        }
        return new SdkRequest(method, path) {
            @Override
            LowLevelHttpResponse exchange(WireRequest request) {
                Exchange.Answered answer = CALL.get().exchange(request);
                return new SdkAnswer(answer, shown(answer.status()));
            }
        };
    }

    private static List<Map.Entry<String, String>> shown(int status) {
        return switch (status) {
            case 503 -> NO_RETRY;
            case 401 -> NO_REFRESH;
            default -> NOTHING;
        };
    }
}
