package uk.tocsin.channel.push;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import uk.tocsin.channel.kit.wire.Exchange;
import uk.tocsin.channel.kit.wire.HttpWire;
import uk.tocsin.channel.kit.wire.WireRequest;

/// The way to the token endpoint of the service account, and to nowhere else. It asks no gate: a token is not a
/// message.
final class TokenTransport extends HttpTransport {
    private final HttpWire wire;
    private final URI tokenUri;

    TokenTransport(HttpWire wire, URI tokenUri) {
        this.wire = wire;
        this.tokenUri = tokenUri;
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) throws IOException {
        if (!url.equals(tokenUri.toString())) {
            throw new WireException("the SDK asked another address than the service account's for a token");
        }
        return new SdkRequest(method, tokenUri.getRawPath()) {
            @Override
            LowLevelHttpResponse exchange(WireRequest request) throws IOException {
                if (wire.await(request, () -> null) instanceof Exchange.Answered answer) {
                    return new SdkAnswer(answer, List.of());
                }
                throw new WireException("no answer from the token endpoint");
            }
        };
    }
}
