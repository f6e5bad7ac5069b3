package org.groundswell.payments.contract;

import java.net.URI;

/** A gateway to whose own page donors are sent: what they click there is notified, twice, as gateways do. */
abstract class HostedGateway extends LocalServer implements GatewayControl {
    private volatile URI webhook;

    /** From now on everything that a donor does on the hosted page is notified there, twice. */
    public final void notifyAt(URI address) {
        webhook = address;
    }

    /** Notifies twice, on a thread of its own, as gateways do. */
    public final void tell(String paymentId) {
        if (webhook != null) {
            Sent sent = notification(paymentId);
            Thread.ofVirtual().start(() -> {
                deliver(webhook, sent);
                deliver(webhook, sent);
            });
        }
    }

    /** The gateway's own page, as far as a test needs one. */
    final Answer hosted(Asked asked, String paymentId) {
        if (asked.method().equals("GET")) {
            return detour(asked).orElseGet(() -> new Answer(200, "<form method=post><button name=action value=pay>Pay"
                    + "</button><button name=action value=cancel>Cancel</button></form>", null));
        }
        return asked.field("action").equals("cancel") ? cancelled(paymentId) : paid(paymentId);
    }

    /** The donor has turned away on the page. */
    abstract Answer cancelled(String paymentId);

    /** The donor has paid on the page. */
    abstract Answer paid(String paymentId);
}
