package uk.tocsin.channel.sms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;

/// `sms count`: reads one JSON string a line, writes one JSON object a line with its encoding, units and parts.
/// For people and for tests from outside.
public final class SmsCountCommand {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private SmsCountCommand() {}

    /// Runs until the input ends. A line that is no JSON string is reported to `errors` with its number, has no
    /// line in `out`, and does not stop the rest.
    ///
    /// @return the number of bad lines: 0 is success
    public static int run(Reader in, Writer out, Writer errors) throws IOException {
        BufferedReader lines = new BufferedReader(in);
        int bad = 0;
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            try {
                out.write(countLine(line) + "\n");
            } catch (IllegalArgumentException e) {
                bad++;
                errors.write("line " + number + ": " + e.getMessage() + "\n");
            }
        }
        out.flush();
        errors.flush();
        return bad;
    }

    /// The answer for one line. Throws IllegalArgumentException, with the reason, when it is no JSON string.
    public static String countLine(String jsonLine) {
        SmsCount count = SmsText.count(jsonString(jsonLine));
        return "{\"encoding\":\"" + count.encoding() + "\",\"units\":" + count.units() + ",\"parts\":" + count.parts()
                + "}";
    }

    private static String jsonString(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            if (node.isTextual()) {
                return node.textValue();
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON string: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("not a JSON string");
    }
}
