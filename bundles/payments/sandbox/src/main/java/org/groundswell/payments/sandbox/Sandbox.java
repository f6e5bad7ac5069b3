package org.groundswell.payments.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The gateway behind the provider and the hosted page, with its bad habits as switches. */
@Component(service = Sandbox.class, configurationPid = "org.groundswell.payments.sandbox")
@Designate(ocd = Sandbox.Config.class)
public final class Sandbox {
    private final Supplier<Habits> habits;
    private final SandboxBook book;
    private final SandboxPayouts payouts;
    private final String key;
    private final NotificationSignature signature;
    private final WebhookSender sender;

    /** Settings of the sandbox. Each switch is something that real gateways do on a bad day. */
    @ObjectClassDefinition(name = "Groundswell payments: sandbox gateway")
    public @interface Config {
        @AttributeDefinition(description = "Folder of the gateway's own book; a relative path is below the node's")
        String folder() default "data/sandbox";

        @AttributeDefinition(description = "Every call to the gateway fails")
        boolean down() default false;

        @AttributeDefinition(description = "Every call to the gateway takes this many milliseconds longer",
                min = "0", max = "60000")
        int slowMillis() default 0;

        @AttributeDefinition(description = "Notifications come this many milliseconds late", min = "0",
                max = "86400000")
        int lateMillis() default 0;

        @AttributeDefinition(description = "Every notification comes twice")
        boolean twice() default false;

        @AttributeDefinition(description = "A notification that the payment is pending follows the decision")
        boolean outOfOrder() default false;

        @AttributeDefinition(description = "No notification is ever sent")
        boolean never() default false;

        @AttributeDefinition(description = "Minutes between two payouts to a bank that does not exist; 0: whenever"
                + " payouts are asked for", min = "0", max = "10080")
        int payoutMinutes() default 60;
    }

    @Activate
    public Sandbox(BundleContext context, Config config) throws IOException {
        this(NodeFolder.of(context).resolve(config.folder()), Habits.of(config), Clock.systemUTC());
    }

    private Sandbox(Path folder, Habits habits, Clock clock) throws IOException {
        this(folder, () -> habits, clock);
    }

    /** @param habits are asked for anew at each call, but the time between payouts once */
    Sandbox(Path folder, Supplier<Habits> habits, Clock clock) throws IOException {
        this.habits = habits;
        Files.createDirectories(folder);
        book = new SandboxBook(folder.resolve("payments.jsonl"), clock);
        payouts = new SandboxPayouts(folder.resolve("payouts.jsonl"), book, clock,
                Duration.ofMinutes(habits.get().payoutMinutes()));
        key = KeyFile.read(folder);
        signature = new NotificationSignature(key, clock);
        sender = new WebhookSender(book, signature);
        book.owed().forEach(delivery -> sender.send(delivery, 0));
    }

    @Deactivate
    void close() throws IOException {
        sender.close();
        payouts.close();
        book.close();
    }

    SandboxPayment open(PaymentRequest request) throws PaymentException {
        behaveBadly("open a payment for donation " + request.donation());
        return noted("a payment", () -> book.open(request));
    }

    Optional<SandboxPayment> ask(String paymentId) throws PaymentException {
        behaveBadly("report payment " + paymentId);
        return noted("that the time of a payment is over", () -> book.find(paymentId));
    }

    /** The payments that changed since then and that it still remembers. */
    List<SandboxPayment> list(Instant since) throws PaymentException {
        behaveBadly("list payments");
        return book.since(since);
    }

    /** Since when nothing was forgotten. */
    Instant complete() {
        return book.complete();
    }

    /** Gives money back once for each key. */
    void refund(String paymentId, long minor, String key) throws PaymentException {
        behaveBadly("refund payment " + paymentId);
        SandboxPayment payment = noted("that the time of a payment is over", () -> book.find(paymentId))
                .orElseThrow(() -> new PaymentException("The sandbox knows no payment " + paymentId));
        noted("a refund", () -> told(payment, book.refund(payment, minor, key)));
    }

    /** Ends a payment that is not decided yet. */
    SandboxPayment cancel(SandboxPayment payment) throws PaymentException {
        return noted("what was decided", () -> decide(payment, PaymentStatus.CANCELED));
    }

    SandboxPayouts payouts() throws PaymentException {
        behaveBadly("list payouts");
        return payouts;
    }

    Optional<SandboxPayment> find(String paymentId) {
        return book.find(paymentId);
    }

    NotificationSignature signature() {
        return signature;
    }

    /** What notifications are signed with, and what nodes show to a gateway of its own. */
    String key() {
        return key;
    }

    /** Records what the donor decided and notifies the site as the switches say. */
    SandboxPayment decide(SandboxPayment payment, PaymentStatus decision) {
        SandboxPayment now = book.decide(payment, decision);
        if (now.status() == decision && now.status() != PaymentStatus.PENDING && now.status() != payment.status()) {
            notify(now);
            if (habits.get().outOfOrder()) {
                notify(payment.with(PaymentStatus.PENDING, 0, payment.changedMillis()));
            }
        }
        return now;
    }

    /** Another month of a monthly gift, if it goes on. */
    Optional<SandboxPayment> renew(SandboxPayment first) {
        Optional<SandboxPayment> renewed = book.renew(first);
        renewed.ifPresent(this::notify);
        return renewed;
    }

    void stop(String subscription) throws PaymentException {
        behaveBadly("stop " + subscription);
        noted("the end of a monthly gift", () -> {
            book.stop(subscription);
            return subscription;
        });
    }

    boolean isRunning(String subscription) {
        return book.running(subscription).isPresent();
    }

    SandboxPayment refund(SandboxPayment payment, long minor) {
        return told(payment, book.refund(payment, minor));
    }

    SandboxPayment failRefund(SandboxPayment payment) {
        return told(payment, book.failRefund(payment));
    }

    SandboxPayment dispute(SandboxPayment payment, boolean won) {
        return told(payment, book.dispute(payment, won));
    }

    private SandboxPayment told(SandboxPayment before, SandboxPayment now) {
        if (!now.equals(before)) {
            notify(now);
        }
        return now;
    }

    private void notify(SandboxPayment payment) {
        Habits now = habits.get();
        if (now.never()) {
            return;
        }
        Delivery delivery = Delivery.of(payment);
        if (!book.owe(delivery)) {
            return;
        }
        sender.send(delivery, now.lateMillis());
        if (now.twice()) {
            sender.send(delivery, now.lateMillis());
        }
    }

    /** For those that ask as providers do. */
    private static <T> T noted(String what, Noted<T> action) throws PaymentException {
        try {
            return action.done();
        } catch (UncheckedIOException e) {
            throw new PaymentException("The sandbox cannot note " + what + ": " + e.getMessage(), e);
        }
    }

    /** Something that stands in the book when it is done. */
    private interface Noted<T> {
        T done() throws PaymentException;
    }

    private void behaveBadly(String asked) throws PaymentException {
        Habits now = habits.get();
        try {
            if (now.slowMillis() > 0) {
                Thread.sleep(now.slowMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PaymentException("Interrupted while asked to " + asked, e);
        }
        if (now.down()) {
            throw new PaymentException("The sandbox is down (switch 'down'); it was asked to " + asked);
        }
    }
}
