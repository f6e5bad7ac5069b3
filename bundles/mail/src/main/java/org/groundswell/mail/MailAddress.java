package org.groundswell.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import org.groundswell.shared.addresses.MailDomain;

/**
 * An e-mail address in the form in which it travels: its domain in the letters of DNS (RFC 5891), so that every server
 * can take it.
 *
 * @param address      with a domain of ASCII letters
 * @param isInternational whether what stands before the @ needs a server that takes UTF-8 (RFC 6531)
 */
record MailAddress(InternetAddress address, boolean isInternational) {
    private static final int LONGEST = 320;

    /** @throws AddressException if it is none; its message has the address in it */
    static MailAddress of(String text) throws AddressException {
        int at = text.lastIndexOf('@');
        if (at <= 0 || at == text.length() - 1 || text.length() > LONGEST) {
            throw new AddressException("expected name@domain", text);
        }
        String name = text.substring(0, at);
        try {
            String domain = text.substring(at + 1);
            String ascii = isAscii(domain) ? domain : MailDomain.ascii(domain);
            return new MailAddress(new InternetAddress(name + "@" + ascii, true), !isAscii(name));
        } catch (IllegalArgumentException e) {
            throw new AddressException("expected a domain, found " + e.getMessage(), text);
        }
    }

    private static boolean isAscii(String text) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(text);
    }
}
