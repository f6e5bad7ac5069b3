package org.groundswell.mail;

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
 * @param words  for logs: they name nobody
 * @param answer may have the address in it
 * @param code   the server's, 0 where it gave none
 */
record Diagnosis(Reason reason, String words, String answer, int code) {
    /** The library has no type of its own for a server that offers no STARTTLS. */
    private static final String NO_STARTTLS = "STARTTLS is required";

    static Diagnosis of(MessagingException failure) {
        Diagnosis last = new Diagnosis(Reason.OTHER, failure.getClass().getSimpleName(), said(failure), 0);
        // The further down, the nearer to what it is about: a refused letter may be so for its address.
        for (Throwable each = failure; each != null; each = next(each)) {
            Reason reason = reason(each);
            if (reason != Reason.OTHER) {
                last = new Diagnosis(reason, words(reason, each), said(each), code(each));
            }
        }
        return last;
    }

    MailException failure(String message, MessagingException cause) {
        return new MailException(message, reason, answer, code, cause);
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
            default -> said(failure).startsWith(NO_STARTTLS) ? Reason.NOT_PROTECTED : Reason.OTHER;
        };
    }

    private static int code(Throwable failure) {
        return switch (failure) {
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSendFailedException letter -> letter.getReturnCode();
            default -> 0;
        };
    }

    private static String words(Reason reason, Throwable failure) {
        return switch (reason) {
            case UNKNOWN_SERVER -> "its name is not known";
            case NOBODY_ANSWERS -> "nobody answers there";
            case TOO_SLOW -> "it does not answer in time";
            case NOT_PROTECTED -> "the connection cannot be protected";
            case USER_REFUSED -> "it refuses the user or the password";
            case SENDER_REFUSED -> "it refuses the sender (" + code(failure) + ")";
            case ADDRESS_REFUSED -> "it refuses the address (" + code(failure) + ")";
            case LETTER_REFUSED -> "it refuses the letter (" + code(failure) + ")";
            default -> failure.getClass().getSimpleName();
        };
    }

    private static String said(Throwable failure) {
        return failure.getMessage() == null ? "" : failure.getMessage();
    }

    private static Throwable next(Throwable from) {
        return from instanceof MessagingException chained && chained.getNextException() != null
                ? chained.getNextException() : from.getCause();
    }
}
