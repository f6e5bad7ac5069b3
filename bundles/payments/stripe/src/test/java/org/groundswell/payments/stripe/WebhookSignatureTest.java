package org.groundswell.payments.stripe;

import static org.junit.Assert.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;
import org.groundswell.payments.api.ForgedNotificationException;
import org.groundswell.payments.contract.StripeServer;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class WebhookSignatureTest {
    private static final byte[] BODY = "{\"id\":\"evt_1\"}".getBytes(StandardCharsets.UTF_8);
    private static final long NOW = 1_800_000_000;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private WebhookSignature signature;

    @Before
    public void twoSecretsWhileOneIsExchanged() throws Exception {
        Files.writeString(folder.newFile("old").toPath(), "whsec_old");
        Files.writeString(folder.newFile("new").toPath(), "whsec_new");
        var node = new NodeFolder(folder.getRoot().toPath());
        signature = new WebhookSignature(List.of(Secret.of("s", "file:old", node), Secret.of("s", "file:new", node)),
                Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));
    }

    @Test
    public void eitherSecretIsGood() throws Exception {
        signature.verify(signed("whsec_old", NOW), BODY);
        signature.verify(signed("whsec_new", NOW), BODY);
        refused(signed("whsec_other", NOW));
    }

    @Test
    public void oneOfSeveralSignaturesIsEnough() throws Exception {
        String right = signed("whsec_new", NOW).split(",")[1];
        signature.verify("t=" + NOW + ",v1=" + "00".repeat(32) + "," + right, BODY);
    }

    @Test
    public void fiveMinutesInEitherDirectionAreTheLimit() throws Exception {
        signature.verify(signed("whsec_new", NOW - 300), BODY);
        signature.verify(signed("whsec_new", NOW + 300), BODY);
        refused(signed("whsec_new", NOW - 301));
        refused(signed("whsec_new", NOW + 301));
    }

    @Test
    public void nonsenseIsRefused() {
        for (String header : new String[] {null, "", "t=", "t=x,v1=00", "v1=00", "t=1", "t=1,v1=zz", "t=1,v0=00",
                ",".repeat(1000)}) {
            refused(header);
        }
    }

    private void refused(String header) {
        assertThrows(header, ForgedNotificationException.class, () -> signature.verify(header, BODY));
    }

    private static String signed(String secret, long seconds) {
        try (var stripe = new StripeServer("key", secret)) {
            return stripe.signature(BODY, seconds);
        }
    }
}
