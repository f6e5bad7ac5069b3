package org.groundswell.donations.service;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.groundswell.donations.api.DonorLinks;
import org.groundswell.edge.api.PublicAddress;
import org.groundswell.kernel.api.NodeFolder;
import org.groundswell.kernel.api.Port;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Links that carry a signature (HMAC-SHA256, RFC 2104) of what they allow, made with a key that only the node has. */
@Port(port = "donations.links")
@Component(service = {SignedLinks.class, DonorLinks.class})
public final class SignedLinks implements DonorLinks {
    static final String STOP = "/monthly";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final PublicAddress address;
    private final byte[] key;

    @Activate
    public SignedLinks(BundleContext context, @Reference PublicAddress address) throws IOException {
        this(NodeFolder.of(context).resolve("data/links.key"), address);
    }

    SignedLinks(Path file, PublicAddress address) throws IOException {
        this.address = address;
        this.key = key(file);
    }

    @Override
    public URI stop(UUID donation) {
        return URI.create(address.base() + STOP + "?donation=" + donation + "&signature=" + signature(donation));
    }

    /** Whether this node has signed that whoever comes with it may end the gift. */
    boolean allowsStop(UUID donation, String signature) {
        return MessageDigest.isEqual(signature(donation).getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.UTF_8));
    }

    private String signature(UUID donation) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(mac.doFinal(("stop " + donation).getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] key(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] fresh = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(fresh);
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(next);
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(next, fresh);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != KEY_BYTES) {
            throw new IOException(file + ": expected " + KEY_BYTES + " bytes, found " + key.length
                    + "; put the key back from a backup, or delete it and the links sent so far end");
        }
        return key;
    }
}
