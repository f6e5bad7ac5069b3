package org.groundswell.donations.receipts;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * What a mail server's answer is about (RFC 5321, section 4.2.1: 4xx is "not now", 5xx is "never").
 *
 * @param code the server's code, 0 where it gave none
 */
record Refusal(About about, int code) {

    /** Whose fault it is. */
    enum About {
        /** This address does not exist. */
        ADDRESS,
        /** This message, or this address just now. */
        MESSAGE,
        /** Who we are: it will refuse every message until an admin changes something. */
        SENDER
    }

    static Refusal of(SendFailedException failure) {
        int code = 0;
        for (Exception each = failure; each instanceof MessagingException chained; each = chained.getNextException()) {
            switch (each) {
                case SMTPAddressFailedException address -> {
                    boolean never = address.getReturnCode() >= 500;
                    return new Refusal(never ? About.ADDRESS : About.MESSAGE, address.getReturnCode());
                }
                case SMTPSenderFailedException sender -> {
                    return new Refusal(About.SENDER, sender.getReturnCode());
                }
                case SMTPSendFailedException send -> code = send.getReturnCode();
                default -> {
                    // further down
                }
            }
        }
        return new Refusal(About.MESSAGE, code);
    }

    /** Why a server cannot be used, without anybody's address in it. */
    static String reason(MessagingException failure) {
        for (Throwable each = failure; each != null; each = next(each)) {
            switch (each) {
                case UnknownHostException _ -> {
                    return "its name is not known";
                }
                case ConnectException _ -> {
                    return "nobody answers there";
                }
                case SocketTimeoutException _ -> {
                    return "it does not answer in time";
                }
                case SMTPSenderFailedException sender -> {
                    return "it refuses the sender (" + sender.getReturnCode() + ")";
                }
                default -> {
                    // further down
                }
            }
        }
        return failure.getClass().getSimpleName();
    }

    private static Throwable next(Throwable from) {
        return from instanceof MessagingException chained && chained.getNextException() != null
                ? chained.getNextException() : from.getCause();
    }
}
