package uk.tocsin.channel.push;

import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.tocsin.channel.kit.wire.Exchange;

/// An answer as the SDK sees it: status, body, content type and the few headers it is meant to see.
final class SdkAnswer extends LowLevelHttpResponse {
    private final Exchange.Answered answer;
    private final List<Map.Entry<String, String>> shown;

    SdkAnswer(Exchange.Answered answer, List<Map.Entry<String, String>> shown) {
        this.answer = answer;
        this.shown = shown;
    }

    @Override
    public InputStream getContent() {
        return new ByteArrayInputStream(answer.body());
    }

    @Override
    public @Nullable String getContentEncoding() {
        return answer.headers().get("content-encoding");
    }

    @Override
    public long getContentLength() {
        return answer.body().length;
    }

    @Override
    public @Nullable String getContentType() {
        return answer.headers().get("content-type");
    }

    @Override
    public String getStatusLine() {
        return "HTTP " + answer.status();
    }

    @Override
    public int getStatusCode() {
        return answer.status();
    }

    @Override
    public @Nullable String getReasonPhrase() {
        return null;
    }

    @Override
    public int getHeaderCount() {
        return shown.size();
    }

    @Override
    public String getHeaderName(int index) {
        return shown.get(index).getKey();
    }

    @Override
    public String getHeaderValue(int index) {
        return shown.get(index).getValue();
    }
}
