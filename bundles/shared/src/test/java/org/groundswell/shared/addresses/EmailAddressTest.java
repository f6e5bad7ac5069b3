package org.groundswell.shared.addresses;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;

public class EmailAddressTest {

    @Test
    public void anAddressIsCheckedWithoutTrying() {
        assertTrue(email("anna@example.org"));
        assertFalse(email("anna@example"));
        assertFalse(email("a b@example.org"));
        assertFalse(email("anna@example.org\nBcc: x@example.org"));
        assertFalse("neither is one of any length", email("a@" + "a.".repeat(30_000)));
        assertFalse(email("@".repeat(254)));
        assertFalse(email("a@" + ".".repeat(252)));
    }

    @Test
    public void whatNoServerWouldTakeIsNoAddress() {
        for (String text : List.of("jan..doe@example.org", ".jan@example.org", "jan.@example.org", "jan@example..org",
                "jan@.example.org", "jan@example.org.", "jan@-example.org", "jan@example-.org", "jan@exa_mple.org",
                "jan@@example.org", "jan@doe@example.org", "jan", "@example.org", "jan@", "jan@example.1", "jan@[127.0.0.1]",
                "jan@127.0.0.1", "\"jan doe\"@example.org", "Jan <jan@example.org>", "jan(doe)@example.org",
                "jan,doe@example.org", "jan@example,org", "jan@example.org,piet@example.org", "mailto:jan@example.org",
                "jan@example.org;", "j\u00a0an@example.org", "a".repeat(65) + "@example.org",
                "jan@" + "a".repeat(64) + ".org", "jan@example.org\r\nBcc: x@example.org", "jan@exam ple.org")) {
            assertFalse(text, email(text));
        }
        for (String text : List.of("jan.doe@example.org", "jan+gift@example.co.uk", "j@x.nl", "o'neil@example.ie",
                "JAN_DOE-1@Example.ORG", "jan@b\u00fccher.example", "\u0644\u064a\u0644\u0649@example.org",
                "jan@xn--bcher-kva.example", "jan@\u0645\u062b\u0627\u0644.\u0625\u062e\u062a\u0628\u0627\u0631",
                "jan@example.museum", "jan@example.foundation", "12345@qq.com", "a".repeat(64) + "@example.org")) {
            assertTrue(text, email(text));
        }
    }

    /** Each was taken, and no relay could send to it. */
    @Test
    public void lettersThatDoNotBelongTogetherAreASlip() {
        for (String text : List.of("jan@example.\u0662om", "jan@xn--a.org", "j\u0430n@example.org", "jan@ex\u0430mple.org",
                "jan@xn--exmple-4nf.org", "jan@xn--.org", "jan@xn--99999999.org", "jan@xn--abc.org", "\u0662jan@example.org",
                "j\u03b1n@example.org", "jan@XN--A.org", "jan@\u06621.example")) {
            assertFalse(text, email(text));
        }
        for (String text : List.of("\u0438\u0432\u0430\u043d@example.org", "\u0438\u0432\u0430\u043d.petrov@example.org",
                "\u0438\u0432\u0430\u043d2@example.org", "jan@stra\u00dfe.de", "jan@xn--strae-oqa.de", "jan@XN--BCHER-KVA.example",
                "jan@xn--mgbh0fb.xn--kgbechtv", "info@\u4e0a\u6d77abc.cn", "\u7530\u4e2d\u3055\u3093@example.jp",
                "jan@xn--fhqz97e.cn", "j\u00f8rgen@example.no", "jose\u0301@example.es", "jan@xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g",
                "\u0644\u064a\u0644\u0649\u0662@example.org")) {
            assertTrue(text, email(text));
        }
    }

    @Test
    public void whatNobodySeesIsNoPartOfAnAddress() {
        for (String typed : List.of("jan@example.org", "jan\u200b@example.org", "jan@exam\u00adple.org", "\ufeffjan@example.org",
                "jan@example.org\u00a0", "\u200ejan@example.org\u200f", "\u3000jan@example.org ", "jan\u2060@example\u200c.org",
                "ｊａｎ＠ｅｘａｍｐｌｅ．ｏｒｇ")) {
            assertEquals("jan@example.org", EmailAddress.cleaned(typed));
            assertTrue(email(typed));
        }
    }

    private static boolean email(String typed) {
        return EmailAddress.isValid(EmailAddress.cleaned(typed));
    }
}
