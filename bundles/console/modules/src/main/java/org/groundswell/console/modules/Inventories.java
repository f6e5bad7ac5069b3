package org.groundswell.console.modules;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.pages.api.publishing.PublishedSite;
import org.groundswell.shared.loops.Loop;
import org.groundswell.shared.records.SharedJournal;
import org.groundswell.stats.api.NodeFigures;
import org.groundswell.stats.api.NodeFigures.AllNodes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the other nodes over one database what this one is made of, when that changes, and hears it of them. Thread-safe. */
@Component(service = Inventories.class, immediate = true)
public final class Inventories {
    static final String JOURNAL = "inventories";
    private static final Logger LOG = LoggerFactory.getLogger(Inventories.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    /** A node that nobody has heard of for so long takes no room; if it comes back it tells again. */
    static final Duration FORGOTTEN = Duration.ofHours(1);
    private static final int MOST = 1_000;

    private final Supplier<SortedMap<String, String>> bundles;
    private final Clock clock;
    private final SharedJournal journal = new SharedJournal(JOURNAL, SharedJournal.Legacy.NONE, () -> { });
    private final Loop loop = Loop.of("inventories");
    /** Since when a node is not heard of. Of the loop only. */
    private final Map<String, Instant> missing = new HashMap<>();
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile NodeFigures nodes;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PublishedSite site;

    @Activate
    public Inventories(@Reference Node node) {
        this(node::versions, Clock.systemUTC());
        loop.every(PERIOD, Duration.ZERO, this::tell);
    }

    Inventories(Supplier<SortedMap<String, String>> bundles, Clock clock) {
        this.bundles = bundles;
        this.clock = clock;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRecords(SharedRecords records) {
        journal.use(records);
    }

    void unbindRecords(SharedRecords records) {
        journal.leave(records);
    }

    @Deactivate
    void close() {
        loop.close();
        journal.close();
    }

    /** The nodes that are there; empty at one that stands alone. */
    Optional<AllNodes> nodes() {
        NodeFigures present = nodes;
        try {
            return present == null ? Optional.empty() : present.now();
        } catch (PortUnavailableException e) {
            return Optional.empty();
        }
    }

    /** The version of the site that all are to have. */
    Optional<String> wantedSite() {
        PublishedSite present = site;
        return present == null ? Optional.empty() : present.wanted();
    }

    /** What this node is made of. */
    Inventory own() {
        PublishedSite present = site;
        return new Inventory(present == null ? "" : present.laid().orElse(""), bundles.get());
    }

    /** What a node has told last. */
    Optional<Inventory> of(String node) {
        return journal.get(node).map(SharedRecord::value).flatMap(Inventory::read);
    }

    void tell() {
        Optional<AllNodes> present = nodes();
        if (!journal.isShared() || present.isEmpty()) {
            return;
        }
        try {
            journal.refresh();
            for (NodeFigures.Node each : present.get().nodes()) {
                if (each.isHere()) {
                    tell(each.name(), own().json());
                }
            }
            forget(present.get().nodes().stream().map(NodeFigures.Node::name).collect(Collectors.toSet()));
        } catch (IOException | RuntimeException e) {
            // Health names the database; the next round tells it.
            LOG.debug("The other nodes are not told what this one is made of", e);
        }
    }

    private void tell(String name, String own) throws IOException {
        if (!journal.get(name).map(SharedRecord::value).filter(own::equals).isPresent()) {
            journal.put(Map.of(name, own));
        }
    }

    private void forget(Set<String> present) throws IOException {
        List<SharedRecord> gone = journal.newest(each -> !each.value().isEmpty() && !present.contains(each.key()), MOST);
        missing.keySet().retainAll(gone.stream().map(SharedRecord::key).collect(Collectors.toSet()));
        Instant now = clock.instant();
        for (SharedRecord each : gone) {
            if (!now.isBefore(missing.computeIfAbsent(each.key(), _ -> now).plus(FORGOTTEN))) {
                journal.exchange(each.key(), each.version(), "");
            }
        }
    }
}
