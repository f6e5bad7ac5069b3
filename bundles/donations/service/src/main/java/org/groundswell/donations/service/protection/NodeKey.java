package org.groundswell.donations.service.protection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.files.PrivateFiles;
import org.groundswell.shared.signing.HmacSha256;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Signs what visitors carry for us, with a key that only the node has. Thread-safe. */
@Component(service = NodeKey.class)
public final class NodeKey {
    private static final int BYTES = 32;

    private final byte[] key;

    @Activate
    public NodeKey(BundleContext context) throws IOException {
        this(NodeFolder.of(context).resolve("data/links.key"));
    }

    public NodeKey(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        key = Files.readAllBytes(file);
        if (key.length != BYTES) {
            throw new IOException(file + ": expected " + BYTES + " bytes, found " + key.length
                    + "; put the key back from a backup, or delete it and the links sent so far end");
        }
    }

    /** @param key 32 bytes */
    public NodeKey(byte[] key) {
        this.key = key.clone();
    }

    /** @return Base64 for addresses, without padding */
    public String sign(String text) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(HmacSha256.of(key, text.getBytes(StandardCharsets.UTF_8)));
    }

    public boolean hasSigned(String text, String signature) {
        return MessageDigest.isEqual(sign(text).getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.UTF_8));
    }

    private static void create(Path file) throws IOException {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        Files.createDirectories(file.getParent());
        PrivateFiles.replace(file, fresh);
    }
}
