package uk.tocsin.console.edge;

import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;
import uk.tocsin.receipt.DeliveryToken;

/// What an app reports of a push: `POST /receipts/device` with `{"token":…,"kind":"delivered|opened|acknowledged"}`.
/// Arriving and opening is what the device says; acknowledging is what the person says with it.
final class DeviceReceipts implements Door {
    private final Receipts receipts;

    DeviceReceipts(Receipts receipts) {
        this.receipts = receipts;
    }

    @Override
    public Future<Answer> answer(Inquiry inquiry) {
        String token;
        String kind;
        try {
            JsonObject body = new JsonObject(inquiry.body());
            token = body.getString("token", "");
            kind = body.getString("kind", "");
        } catch (DecodeException | ClassCastException _) {
            return Answer.refusing(Refusal.MALFORMED); // no JSON object, or no text in it
        }
        if (token == null || kind == null) {
            return Answer.refusing(Refusal.MALFORMED);
        }
        Optional<DeliveryToken> delivery = receipts.token(token);
        if (delivery.isEmpty()) {
            return receipts.notADelivery(token);
        }
        return switch (kind) {
            case "delivered" -> receipts.journal(delivery.get(), Evidence.DELIVERED, EvidenceSource.DEVICE);
            case "opened" -> receipts.journal(delivery.get(), Evidence.READ, EvidenceSource.DEVICE);
            case "acknowledged" -> receipts.journal(delivery.get(), Evidence.ACKNOWLEDGED, EvidenceSource.PERSON);
            default -> Answer.refusing(Refusal.MALFORMED);
        };
    }
}
