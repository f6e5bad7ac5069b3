package org.groundswell.donations.service.protection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.loops.Loop;
import org.groundswell.shared.signing.HmacSha256;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs what visitors carry for us, with a key that only nodes of this site have: those that share a database have the same.
 * Thread-safe.
 */
@Component(service = NodeKey.class)
public final class NodeKey {
    private static final Logger LOG = LoggerFactory.getLogger(NodeKey.class);
    private static final String NAME = "links";
    private static final Duration PAUSE = Duration.ofSeconds(5);
    /** Whoever comes with signatures that are none has the database asked so often and no more. */
    private static final long LEAST_NANOS = Duration.ofSeconds(1).toNanos();

    private final OwnKey own;
    private final Loop loop = Loop.of("signing-keys");
    private final AtomicLong asked = new AtomicLong(System.nanoTime() - LEAST_NANOS);
    private volatile SharedKeys shared;
    /** The one that signs first; null where this node has never heard of others. */
    private volatile Known known;

    /**
     * @param keys    that count; none where they could not be read yet
     * @param failure why they could not be read the last time, or ""
     */
    private record Known(List<byte[]> keys, String failure) {
    }

    @Activate
    public NodeKey(BundleContext context) throws IOException {
        this(NodeFolder.of(context).resolve("data/links.key"));
    }

    public NodeKey(Path file) throws IOException {
        own = new OwnKey(file);
    }

    /** @param key 32 bytes */
    public NodeKey(byte[] key) {
        own = new OwnKey(key);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindShared(SharedKeys keys) {
        shared = keys;
        if (known == null) {
            known = new Known(List.of(), "they were not asked for yet");
            loop.every(PAUSE, Duration.ZERO, this::read);
        }
    }

    synchronized void unbindShared(SharedKeys keys) {
        shared = shared == keys ? null : shared;
    }

    @Deactivate
    void close() {
        loop.close();
    }

    /**
     * @return Base64 for addresses, without padding
     * @throws LedgerUnavailableException if the key of all nodes could not be read since this one was started
     */
    public String sign(String text) {
        return signed(keys().getFirst(), text);
    }

    /** @throws LedgerUnavailableException as above */
    public boolean hasSigned(String text, String signature) {
        // Another node may have a newer key than this one knows.
        return isBy(keys(), text, signature) || known != null && mayAsk() && read() && isBy(keys(), text, signature);
    }

    /** Why nothing can be signed. */
    public Optional<String> failure() {
        Known present = known;
        return present == null || !present.keys().isEmpty() ? Optional.empty() : Optional.of(present.failure());
    }

    private List<byte[]> keys() {
        Known present = known;
        if (present == null) {
            return List.of(own.get());
        }
        if (present.keys().isEmpty() && mayAsk()) {
            read();
            present = known;
        }
        if (present.keys().isEmpty()) {
            throw new LedgerUnavailableException("What all nodes sign links with cannot be read: " + present.failure());
        }
        return present.keys();
    }

    private boolean mayAsk() {
        long last = asked.get();
        return System.nanoTime() - last >= LEAST_NANOS && asked.compareAndSet(last, System.nanoTime());
    }

    /** What was read before stays where it cannot be read now. */
    private boolean read() {
        SharedKeys present = shared;
        if (present == null) {
            return false;
        }
        try {
            List<byte[]> found = present.keys(NAME, own.present());
            known = new Known(found.isEmpty() ? List.of(own.get()) : found, "");
            return true;
        } catch (IOException | RuntimeException e) {
            if (!loop.isClosed() && !String.valueOf(e.getMessage()).equals(known.failure())) {
                LOG.warn("What all nodes sign links with cannot be read: {}", e.getMessage());
            }
            known = new Known(known.keys(), String.valueOf(e.getMessage()));
            return false;
        }
    }

    private static boolean isBy(List<byte[]> keys, String text, String signature) {
        byte[] given = signature.getBytes(StandardCharsets.UTF_8);
        return keys.stream().anyMatch(key ->
                MessageDigest.isEqual(signed(key, text).getBytes(StandardCharsets.US_ASCII), given));
    }

    private static String signed(byte[] key, String text) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(HmacSha256.of(key, text.getBytes(StandardCharsets.UTF_8)));
    }
}
