package org.groundswell.payments.sandbox;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.shared.visitors.VisitorLog;
import org.slf4j.LoggerFactory;

/** What nodes ask of a gateway of its own, in JSON; {@link DistantGateway} is the other side. Thread-safe. */
final class GatewayCalls {
        private final VisitorLog log = new VisitorLog(LoggerFactory.getLogger(GatewayCalls.class));
    private final Gateway gateway;
    private final byte[] authorization;
    private final Gson gson = new Gson();

    /** @param key that nodes have to show */
    GatewayCalls(Gateway gateway, String key) {
        this.gateway = gateway;
        this.authorization = ("Bearer " + key).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A call.
     *
     * @param path          without what is before the names of things
     * @param authorization as the header says, or null
     */
    record Call(String method, String path, Map<String, String> query, byte[] body, String authorization) {

        /** The same way with each id in it replaced by a star. */
        private String shape() {
            String[] parts = path.split("/", -1);
            for (int i = 1; i < parts.length; i += 2) {
                parts[i] = "*";
            }
            return method + " " + String.join("/", parts);
        }

        private String id() {
            return path.split("/", -1)[1];
        }

        private String cursor() {
            return query.get("cursor");
        }

        /** @throws NumberFormatException if there is something else */
        private Instant since() {
            return Instant.ofEpochMilli(Long.parseLong(query.getOrDefault("since", "0")));
        }
    }

    record Answer(int status, String json) {
    }

    Answer answer(Call call) {
        if (call.authorization() == null
                || !MessageDigest.isEqual(call.authorization().getBytes(StandardCharsets.UTF_8), authorization)) {
            return error(401, "the key is not this gateway's");
        }
        try {
            return asked(call);
        } catch (PaymentRefusedException e) {
            return error(422, e.getMessage());
        } catch (PaymentException e) {
            log.info("{}: {}", call.shape(), e.getMessage());
            return error(503, e.getMessage());
        } catch (JsonParseException | NullPointerException | IllegalArgumentException e) {
            log.info("{} cannot be read: {}", call.shape(), e.toString());
            return error(400, "it cannot be read; are node and gateway of the same release?");
        }
    }

    private Answer asked(Call call) throws PaymentException {
        return switch (call.shape()) {
            case "POST payments" -> done(gateway.open(read(call, Opening.class).request()));
            case "GET payments" -> done(gateway.payments(call.since(), call.cursor()));
            case "GET payments/*" -> gateway.find(call.id()).map(this::done)
                    .orElseGet(() -> error(404, "there is no such payment"));
            case "POST payments/*/cancel" -> {
                gateway.cancel(call.id());
                yield done(Map.of());
            }
            case "POST payments/*/refunds" -> {
                Refund refund = read(call, Refund.class).checked();
                gateway.refund(call.id(), refund.minor(), refund.key());
                yield done(Map.of());
            }
            case "POST subscriptions/*/stop" -> {
                gateway.stop(call.id());
                yield done(Map.of());
            }
            case "GET payouts" -> done(gateway.payouts(call.since(), call.cursor()));
            case "GET payouts/*/lines" -> done(gateway.payoutLines(call.id(), call.cursor()));
            default -> error(404, "there is no such call");
        };
    }

    private <T> T read(Call call, Class<T> kind) {
        return gson.fromJson(new String(call.body(), StandardCharsets.UTF_8), kind);
    }

    private Answer done(Object what) {
        return new Answer(200, gson.toJson(what));
    }

    private Answer error(int status, String why) {
        return new Answer(status, gson.toJson(Map.of("error", why)));
    }
}
