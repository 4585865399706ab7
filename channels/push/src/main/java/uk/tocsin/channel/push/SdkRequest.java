package uk.tocsin.channel.push;

import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import com.google.api.client.util.StreamingContent;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import uk.tocsin.channel.kit.wire.WireRequest;

/// A request as the SDK hands it down, gathered whole before anything is written.
abstract class SdkRequest extends LowLevelHttpRequest {
    /// A message is some hundred bytes.
    private static final int USUAL_SIZE = 1024;

    private final HttpMethod method;
    private final String path;
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    SdkRequest(String method, String path) {
        this.method = HttpMethod.valueOf(method);
        this.path = path;
    }

    @Override
    public void addHeader(String name, String value) {
        headers.add(name, value);
    }

    @Override
    @SuppressWarnings("deprecation") // the SDK's own signature: getStreamingContent answers no newer type
    public LowLevelHttpResponse execute() throws IOException {
        headers.remove("accept-encoding"); // answers are smaller than what compression would save
        ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_SIZE);
        StreamingContent content = getStreamingContent();
        if (content != null) {
            content.writeTo(body);
            headers.set("content-type", getContentType());
            if (getContentEncoding() != null) {
                headers.set("content-encoding", getContentEncoding());
            }
        }
        return exchange(new WireRequest(method, path, headers, Buffer.buffer(body.toByteArray())));
    }

    /// Sends it and waits; throws [WireException] unless an answer came.
    abstract LowLevelHttpResponse exchange(WireRequest request) throws IOException;
}
