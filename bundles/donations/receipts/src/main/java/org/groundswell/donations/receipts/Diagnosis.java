package org.groundswell.donations.receipts;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.groundswell.kernel.api.mail.MailException;
import org.groundswell.kernel.api.mail.MailException.Reason;

/**
 * What was in the way of a letter, and in whose words.
 *
 * @param answer may have the address in it
 */
record Diagnosis(Reason reason, String answer) {
    /** The library has no type of its own for a server that offers no STARTTLS. */
    private static final String NO_STARTTLS = "STARTTLS is required";

    static Diagnosis of(MessagingException failure) {
        Diagnosis last = new Diagnosis(Reason.OTHER, words(failure));
        // The further down, the nearer to what it is about: a refused letter may be so for its address.
        for (Throwable each = failure; each != null; each = next(each)) {
            Reason reason = reason(each);
            if (reason != Reason.OTHER) {
                last = new Diagnosis(reason, words(each));
            }
        }
        return last;
    }

    MailException failure(String message, MessagingException cause) {
        return new MailException(message, reason, answer, cause);
    }

    private static Reason reason(Throwable failure) {
        return switch (failure) {
            case UnknownHostException _ -> Reason.UNKNOWN_SERVER;
            case ConnectException _ -> Reason.NOBODY_ANSWERS;
            case NoRouteToHostException _ -> Reason.NOBODY_ANSWERS;
            case SocketTimeoutException _ -> Reason.TOO_SLOW;
            case SSLException _ -> Reason.NOT_PROTECTED;
            case AuthenticationFailedException _ -> Reason.USER_REFUSED;
            case SMTPSenderFailedException _ -> Reason.SENDER_REFUSED;
            case SMTPAddressFailedException _ -> Reason.ADDRESS_REFUSED;
            case AddressException _ -> Reason.ADDRESS_REFUSED;
            case SMTPSendFailedException _ -> Reason.LETTER_REFUSED;
            default -> words(failure).startsWith(NO_STARTTLS) ? Reason.NOT_PROTECTED : Reason.OTHER;
        };
    }

    private static String words(Throwable failure) {
        return failure.getMessage() == null ? "" : failure.getMessage();
    }

    private static Throwable next(Throwable from) {
        return from instanceof MessagingException chained && chained.getNextException() != null
                ? chained.getNextException() : from.getCause();
    }
}
