package uk.tocsin.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// What Redis says of itself (`INFO`), by name.
final class Facts {
    private Facts() {}

    static Map<String, String> of(byte[] info) {
        Map<String, String> facts = new HashMap<>();
        new String(info, StandardCharsets.UTF_8).lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                facts.put(line.substring(0, colon), line.substring(colon + 1));
            }
        });
        return facts;
    }
}
