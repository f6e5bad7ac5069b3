package org.groundswell.donations.receipts;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** What a mail server's answer means (RFC 5321, section 4.2.1): 4xx is "not now", 5xx is "never". */
final class SmtpCode {
    private SmtpCode() {
    }

    /** The code in a refusal, 0 where it has none. */
    static int of(SendFailedException refusal) {
        for (Exception each = refusal; each instanceof MessagingException chained; each = chained.getNextException()) {
            if (each instanceof SMTPAddressFailedException address) {
                return address.getReturnCode();
            }
            if (each instanceof SMTPSendFailedException send && !(send.getNextException()
                    instanceof SMTPAddressFailedException)) {
                return send.getReturnCode();
            }
            if (each instanceof SMTPSenderFailedException sender) {
                return sender.getReturnCode();
            }
        }
        return 0;
    }

    static boolean isFinal(int code) {
        return code >= 500 && code < 600;
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
