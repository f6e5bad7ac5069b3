package org.groundswell.shared.addresses;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public class MailDomainTest {

    /** Each is another registrant's domain in the form of 2003. */
    @Test
    public void lettersThatThePlatformExchangesAreKept() {
        Map.of("stra\u00dfe.de", "xn--strae-oqa.de", "fa\u00df.de", "xn--fa-hia.de", "STRA\u1e9eE.de", "xn--strae-oqa.de",
                "\u03b2\u03cc\u03bb\u03bf\u03c2.com", "xn--nxasmm1c.com", "mail.fa\u00df\u3002de", "mail.xn--fa-hia.de",
                "b\u00fccher-stra\u00dfe.example", "xn--bcher-strae-46a18a.example")
                .forEach((written, ascii) -> assertEquals(written, ascii, MailDomain.ascii(written)));
    }

    @Test
    public void allOthersAreAsBefore() {
        Map.of("example.org", "example.org", "b\u00fccher.example", "xn--bcher-kva.example", "xn--strae-oqa.de", "xn--strae-oqa.de",
                "\u0645\u062b\u0627\u0644.\u0625\u062e\u062a\u0628\u0627\u0631", "xn--mgbh0fb.xn--kgbechtv")
                .forEach((written, ascii) -> assertEquals(written, ascii, MailDomain.ascii(written)));
        for (String none : List.of("a_b.de", "stra\u00dfe_1.de", "-stra\u00dfe.de", "\u00df".repeat(60) + ".de")) {
            assertThrows(none, IllegalArgumentException.class, () -> MailDomain.ascii(none));
        }
    }

    @Test
    public void whatIsWrittenIsReadAgain() {
        for (String letters : List.of("\u00df", "stra\u00dfe", "\u4e0a\u6d77abc", "\ud83c\udf0a\u00df", "a-b-\u03c2")) {
            assertEquals(Optional.of(letters), Punycode.decoded(Punycode.encoded(letters)));
        }
    }
}
