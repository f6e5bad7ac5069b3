package org.groundswell.mail;

import static org.junit.Assert.assertEquals;

import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.groundswell.kernel.api.mail.MailException.Reason;
import org.junit.Test;

public class DiagnosisTest {
    private final InternetAddress address = new InternetAddress();

    @Test
    public void anAddressThatDoesNotExistAndAFullMailboxAreToldApartByTheCode() {
        assertEquals(new Diagnosis(Reason.ADDRESS_REFUSED, "it refuses the address (550)", "no", 550),
                Diagnosis.of(wrapped(550)));
        assertEquals(452, Diagnosis.of(wrapped(452)).code());
    }

    @Test
    public void whoeverRefusesUsIsSaidToRefuseTheSender() {
        var refused = Diagnosis.of(new SMTPSenderFailedException(address, "MAIL FROM", 553, "not you"));
        assertEquals(new Diagnosis(Reason.SENDER_REFUSED, "it refuses the sender (553)", "not you", 553), refused);
    }

    @Test
    public void aLetterThatIsNotLikedIsAboutTheLetter() {
        var refused = Diagnosis.of(new SMTPSendFailedException("DATA", 554, "spam", null, null, null, null));
        assertEquals(Reason.LETTER_REFUSED, refused.reason());
        assertEquals(554, refused.code());
    }

    private SendFailedException wrapped(int code) {
        return new SMTPSendFailedException("RCPT TO", code, "", new SMTPAddressFailedException(address, "RCPT TO", code,
                "no"), null, null, null);
    }
}
