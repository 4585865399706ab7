package uk.tocsin.simulator;

import io.vertx.core.json.JsonObject;
import java.util.Set;

/// A refusal in Twilio's form: `{"code":21211,"message":…,"more_info":…,"status":400}`.
///
/// Codes and words from Twilio's error dictionary (twilio.com/docs/api/errors).
record TwilioError(int code, int status, String message) {

    /// Codes after which this number (or this message) is not to be tried again.
    private static final Set<String> PERMANENT =
            Set.of("21211", "21214", "21610", "21612", "21614", "21617", "21635", "30005", "30006");

    static final TwilioError AUTHENTICATE = new TwilioError(20003, 401, "Authenticate");
    static final TwilioError TOO_MANY = new TwilioError(20429, 429, "Too Many Requests");

    static TwilioError notFound(String path) {
        return new TwilioError(20404, 404, "The requested resource " + path + " was not found");
    }

    /// The error of that code as the API would put it.
    static TwilioError of(String code) {
        return switch (code) {
            case "20003" -> AUTHENTICATE;
            case "20404" -> notFound("");
            case "20429" -> TOO_MANY;
            case "20500" -> new TwilioError(20500, 500, "Internal Server Error");
            case "20503" -> new TwilioError(20503, 503, "Service Unavailable");
            case "21211" -> bad(21211, "Invalid 'To' Phone Number");
            case "21212" -> bad(21212, "Invalid 'From' Number");
            case "21408" ->
                bad(
                        21408,
                        "Permission to send an SMS has not been enabled for the region indicated by the 'To' number");
            case "21602" -> bad(21602, "Message body is required.");
            case "21603" -> bad(21603, "A 'From' phone number is required.");
            case "21604" -> bad(21604, "A 'To' phone number is required.");
            case "21606" ->
                bad(21606, "The 'From' phone number provided is not a valid message-capable Twilio phone number");
            case "21609" -> bad(21609, "The StatusCallback URL is not a valid URL.");
            case "21610" -> bad(21610, "Attempt to send to unsubscribed recipient");
            case "21614" -> bad(21614, "'To' number is not a valid mobile number");
            case "21617" -> bad(21617, "The concatenated message body exceeds the 1600 character limit");
            case "21635" -> bad(21635, "'To' number cannot be a landline");
            case "21701" -> bad(21701, "The Messaging Service does not exist");
            case "20009" ->
                new TwilioError(20009, 409, "Cannot change resource because delivery has not been completed.");
            default -> numbered(code);
        };
    }

    /// A parameter that Twilio would not take, with its general code 20001.
    static TwilioError parameter(String words) {
        return bad(20001, words);
    }

    private static TwilioError numbered(String code) {
        int number = code.matches("[0-9]{5}") ? Integer.parseInt(code) : 20500;
        int status = number == 20500 ? 500 : 400;
        return new TwilioError(number, status, "Request refused");
    }

    private static TwilioError bad(int code, String message) {
        return new TwilioError(code, 400, message);
    }

    static boolean permanent(String code) {
        return PERMANENT.contains(code);
    }

    String body() {
        return new JsonObject()
                .put("code", code)
                .put("message", message)
                .put("more_info", "https://www.twilio.com/docs/errors/" + code)
                .put("status", status)
                .encode();
    }
}
