package org.groundswell.payments.client;

import java.util.Locale;
import org.groundswell.payments.api.KeyRefusedException;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.payments.api.PaymentRefusedException.Subject;

/** The gateway understood and said no; asking again would not help. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private final int status;
    private final String code;

    RefusedException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** The HTTP status, 300 to 499; or from 500, where the gateway repeats an old failure for this idempotency key. */
    public int status() {
        return status;
    }

    /** Whether only this idempotency key is spent: the gateway has saved a failure of its own with it. */
    public boolean isKeySpent() {
        return status >= 500;
    }

    /** Whether our key was refused, and not what was asked with it. */
    boolean isAboutKey() {
        return status == UNAUTHORIZED || status == FORBIDDEN;
    }

    /** What the platform is told: a key that is wrong or may too little is no fault of the payment's. */
    public PaymentException toPaymentException() {
        if (isAboutKey()) {
            return new KeyRefusedException(getMessage(), status == FORBIDDEN, this);
        }
        return isKeySpent() ? new PaymentException(getMessage(), this)
                : new PaymentRefusedException(getMessage(), about(), this);
    }

    /** Gateways name the field that they do not take, or the code says it: {@code amount_too_small}. */
    private Subject about() {
        String said = code.toLowerCase(Locale.ROOT);
        return said.contains("email") ? Subject.EMAIL
                : said.contains("amount") || said.contains("currency") ? Subject.AMOUNT : Subject.PAYMENT;
    }

    /** The gateway's own word for it, or "". */
    public String code() {
        return code;
    }
}
