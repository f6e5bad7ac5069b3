package org.groundswell.donations.receipts;

import static org.junit.Assert.assertEquals;

import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.junit.Test;

public class RefusalTest {
    private final InternetAddress address = new InternetAddress();

    @Test
    public void anAddressThatDoesNotExistIsGivenUpAndAFullMailboxIsNot() {
        assertEquals(new Refusal(Refusal.About.ADDRESS, 550), Refusal.of(wrapped(550)));
        assertEquals(new Refusal(Refusal.About.MESSAGE, 452), Refusal.of(wrapped(452)));
    }

    @Test
    public void whoeverRefusesUsRefusesEverybodysReceipt() {
        var refused = new SMTPSenderFailedException(address, "MAIL FROM", 553, "not you");
        assertEquals(new Refusal(Refusal.About.SENDER, 553), Refusal.of(refused));
        assertEquals("it refuses the sender (553)", Refusal.reason(refused));
    }

    @Test
    public void aMessageThatIsNotLikedKeepsNobodyElseWaiting() {
        assertEquals(new Refusal(Refusal.About.MESSAGE, 554), Refusal.of(
                new SMTPSendFailedException("DATA", 554, "spam", null, null, null, null)));
    }

    private SendFailedException wrapped(int code) {
        return new SMTPSendFailedException("RCPT TO", code, "", new SMTPAddressFailedException(address, "RCPT TO", code,
                ""), null, null, null);
    }
}
