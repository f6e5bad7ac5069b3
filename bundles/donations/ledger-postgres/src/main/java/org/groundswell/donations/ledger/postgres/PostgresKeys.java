package org.groundswell.donations.ledger.postgres;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.records.SharedRecords;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.condition.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys to sign with, as records that are sealed with the node key: {@code links 000001}, {@code links 000002} and so on, of
 * which the last one signs, and those of nodes that had one by themselves, {@code links own-1a2b3c4d}. Thread-safe.
 */
@Port(port = "donations.keys")
@Component(service = {SharedKeys.class, PostgresKeys.class},
        configurationPid = "org.groundswell.donations.ledger.postgres",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class PostgresKeys implements SharedKeys {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresKeys.class);
    private static final String JOURNAL = "keys";
    private static final String NUMBERED = "%s %06d";
    private static final String OWN = " own-";

    private final SharedRecords records;
    private final NodeSeal seal;
    private final Set<String> sealedAnew = ConcurrentHashMap.newKeySet();
    private final SecureRandom random = new SecureRandom();

    @Activate
    public PostgresKeys(BundleContext context, PostgresSettings config, @Reference PostgresRecords records,
            @Reference(target = PostgresUse.TARGET) Condition use) {
        this(records, seal(Secret.named("nodeKey", config.nodeKey(), NodeFolder.of(context))::value, config.nodeKey(),
                System.getenv("GROUNDSWELL_NODE_KEY")));
    }

    /** @param seal null where this node was given no key */
    PostgresKeys(SharedRecords records, NodeSeal seal) {
        this.records = records;
        this.seal = seal;
    }

    /**
     * A variable may be missing; a file that somebody has named has to be there.
     *
     * @param variable what the environment says; null for nothing
     */
    static NodeSeal seal(Supplier<String> secret, String where, String variable) {
        try {
            return new NodeSeal(secret.get());
        } catch (IllegalArgumentException e) {
            if (!where.equals("env:GROUNDSWELL_NODE_KEY") || variable != null && !variable.isBlank()) {
                throw e;
            }
            LOG.warn("This node has no node key: where there are several nodes, links that one has signed (in receipts, at the"
                    + " end of a payment) are known to that one only. bin/groundswell node-key makes one for all of them");
            return null;
        }
    }

    @Override
    public List<byte[]> keys(String name, Optional<byte[]> own) throws IOException {
        if (seal == null) {
            return List.of();
        }
        List<Opened> opened = read(name);
        if (opened.stream().noneMatch(Opened::signs)) {
            add(place(name, 1), own.orElseGet(this::fresh));
            opened = read(name);
        }
        if (own.isPresent() && opened.stream().noneMatch(each -> MessageDigest.isEqual(each.key(), own.get()))) {
            add(name + OWN + NodeSeal.fingerprint(own.get()), own.get());
            opened = read(name);
        }
        return opened.stream().sorted(Comparator.comparing(Opened::signs).thenComparing(Opened::place).reversed())
                .map(Opened::key).toList();
    }

    @Override
    public void renew(String name) throws IOException {
        if (seal == null) {
            throw new IOException("this node has no node key, so its keys are in no database: bin/groundswell node-key makes"
                    + " one for all nodes");
        }
        long next = 1 + read(name).stream().filter(Opened::signs).mapToLong(Opened::number).max().orElse(0);
        String place = place(name, next);
        if (!records.exchange(JOURNAL, place, 0, seal.seal(place, fresh()))) {
            throw new IOException("another node has made one at the same moment");
        }
    }

    /** @param place the record's key */
    private record Opened(String place, byte[] key) {
        boolean signs() {
            return !place.contains(OWN);
        }

        long number() {
            return Long.parseLong(place.substring(place.lastIndexOf(' ') + 1));
        }
    }

    private List<Opened> read(String name) throws IOException {
        var opened = new ArrayList<Opened>();
        for (SharedRecord each : records.after(JOURNAL, 0, SharedRecords.MOST)) {
            if (each.key().startsWith(name + " ")) {
                byte[] key = seal.open(each.key(), each.value());
                opened.add(new Opened(each.key(), key));
                // Once: meanwhile another node may have been given the same keys the other way round.
                if (seal.isOld(each.value()) && sealedAnew.add(each.key()) && records.exchange(JOURNAL, each.key(),
                        each.version(), seal.seal(each.key(), key))) {
                    LOG.info("'{}' is encrypted with the first of this node's keys from now on", each.key());
                }
            }
        }
        return opened;
    }

    private static String place(String name, long number) {
        return String.format(Locale.ROOT, NUMBERED, name, number);
    }

    private void add(String place, byte[] key) throws IOException {
        records.add(JOURNAL, Map.of(place, seal.seal(place, key)));
    }

    private byte[] fresh() {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        return key;
    }
}
