package org.groundswell.donations.webhooks;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LetterSignatureTest {
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** The example that the libraries of Standard Webhooks are tested with. */
    @Test
    public void theKnownExampleIsSignedAsItIs() throws Exception {
        var signature = new LetterSignature(List.of(secret("one", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));
        assertEquals("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                signature.of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, BODY));
    }

    @Test
    public void whileASecretIsExchangedBothSign() throws Exception {
        Secret old = secret("one", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        Secret next = secret("two", "whsec_" + "A".repeat(43) + "=");
        String both = new LetterSignature(List.of(next, old)).of("id", 1, BODY);
        assertEquals(2, both.split(" ").length);
        assertTrue(both.endsWith(new LetterSignature(List.of(old)).of("id", 1, BODY)));
    }

    @Test
    public void whatIsNoSecretIsRefusedAndNotShown() throws Exception {
        for (String text : List.of("whsec_short", "not base64 at all!", "whsec_" + "A".repeat(400))) {
            var signature = new LetterSignature(List.of(secret("one", text)));
            var refusal = assertThrows(IllegalArgumentException.class, () -> signature.of("id", 1, BODY));
            assertFalse(refusal.getMessage().contains(text));
        }
    }

    private Secret secret(String name, String value) throws Exception {
        Path file = folder.getRoot().toPath().resolve(name);
        Files.writeString(file, value);
        return Secret.named("secrets", "file:" + name, new NodeFolder(folder.getRoot().toPath()));
    }
}
