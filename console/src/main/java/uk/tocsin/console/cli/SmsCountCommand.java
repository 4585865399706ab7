package uk.tocsin.console.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import uk.tocsin.channel.sms.SmsCount;
import uk.tocsin.channel.sms.SmsText;

/// How long texts are on the air: a JSON string a line in, an object a line out. A line that is no string is
/// answered with an error in its place, and the exit status is 1.
final class SmsCountCommand implements Command {
    @Override
    public int run(Arguments arguments, Terminal terminal) {
        int status = Commands.DONE;
        try {
            for (String line = terminal.in().readLine();
                    line != null;
                    line = terminal.in().readLine()) {
                JsonObject answer = answer(line);
                status = answer.containsKey("error") ? Commands.NO : status;
                terminal.out().println(answer.encode());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the input cannot be read", e);
        }
        return status;
    }

    private static JsonObject answer(String line) {
        try {
            if (Json.decodeValue(line) instanceof String text) {
                SmsCount count = SmsText.count(text);
                return new JsonObject()
                        .put("encoding", count.encoding())
                        .put("units", count.units())
                        .put("parts", count.parts());
            }
        } catch (DecodeException _) {
            return new JsonObject().put("error", "the line is not JSON");
        }
        return new JsonObject().put("error", "the line is not a JSON string");
    }
}
