package org.groundswell.donations.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.groundswell.kernel.api.NodeFolder;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Signs what visitors carry for us (HMAC-SHA256, RFC 2104), with a key that only the node has. Thread-safe. */
@Component(service = NodeKey.class)
public final class NodeKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    private final byte[] key;

    @Activate
    public NodeKey(BundleContext context) throws IOException {
        this(NodeFolder.of(context).resolve("data/links.key"));
    }

    NodeKey(Path file) throws IOException {
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
    NodeKey(byte[] key) {
        this.key = key.clone();
    }

    /** @return Base64 for addresses, without padding */
    String sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    boolean hasSigned(String text, String signature) {
        return MessageDigest.isEqual(sign(text).getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.UTF_8));
    }

    private static void create(Path file) throws IOException {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(next, fresh);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
