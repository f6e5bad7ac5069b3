package org.groundswell.console.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.groundswell.console.api.AuditLog;
import org.groundswell.console.api.Authenticator;
import org.groundswell.console.api.ShellLog;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.shared.records.FollowedJournal;
import org.groundswell.stats.api.NodeFigures;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The log of this node, in {@code data/console}, and beside it those of all nodes over one database. */
@Component(service = {AuditLog.class, ShellLog.class, AuditTrail.class})
public final class AuditTrail implements AuditLog, ShellLog {
    private static final String SHELL = "shell";

    private final AuditFile file;
    private final AuditCopies copies;
    private final FollowedJournal journal;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile NodeFigures nodes;

    @Activate
    public AuditTrail(BundleContext context) throws IOException {
        this(new AuditFile(NodeFolder.of(context).resolve("data/console"), Clock.systemUTC()));
    }

    AuditTrail(AuditFile file) {
        this.file = file;
        this.copies = new AuditCopies(file, this::nodeName);
        this.journal = new FollowedJournal("audit", "Entries of the audit log", copies);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRecords(SharedRecords records) {
        journal.use(records);
    }

    void unbindRecords(SharedRecords records) {
        journal.leave(records);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindKeys(SharedKeys keys) {
        journal.use(keys);
    }

    void unbindKeys(SharedKeys keys) {
        journal.leave(keys);
    }

    @Deactivate
    void close() throws IOException {
        journal.close();
        file.close();
    }

    @Override
    public void note(HttpServletRequest request, String action, String subject, String detail) throws IOException {
        file.append(who(request), action, subject, detail);
    }

    @Override
    public void note(String action, String subject) throws IOException {
        file.append(SHELL, action, subject, "");
    }

    /** A script is noted under its person's name, with the token it has shown: no name has a slash. */
    private static String who(HttpServletRequest request) {
        String name = request.getRemoteUser() == null ? "" : request.getRemoteUser();
        return request.getAttribute(Authenticator.TOKEN) instanceof String token ? name + "/" + token : name;
    }

    List<AuditFile.Line> before(long number, int most) throws IOException {
        return file.before(number, most);
    }

    /** Takes the words of an entry away, and notes that. */
    void erase(HttpServletRequest request, long number) throws IOException {
        note(request, "audit.erase", Long.toString(number), "");
        erase(Set.of(number));
    }

    /** Takes the words of entries away that were kept long enough. */
    void erase(Set<Long> numbers) throws IOException {
        file.erase(numbers);
        copies.erased();
    }

    Set<Long> worded(Predicate<Instant> time) throws IOException {
        return file.worded(time);
    }

    /** How many old entries of other logs have their words in the database. */
    int wordedCopies(Predicate<Instant> time) throws IOException {
        return isShared() ? journal.write(from -> new CopiedWords(copies.chain(), (_, at) -> time.test(at)).find(from)) : 0;
    }

    /** Takes those away, at all nodes. */
    int eraseCopies(Predicate<Instant> time) throws IOException {
        return isShared() ? journal.write(to -> new CopiedWords(copies.chain(), (_, at) -> time.test(at)).erase(to)) : 0;
    }

    /**
     * Takes the words of an entry of another log away, whose node is gone, and notes that.
     *
     * @return 0 where there are none
     */
    int eraseCopy(String chain, long number) throws IOException {
        return journal.write(to -> {
            var words = new CopiedWords(copies.chain(), (key, _) -> key.chain().equals(chain) && key.number() == number);
            if (words.find(to) == 0) {
                return 0;
            }
            note("audit.erase", chain + " " + number);
            return words.erase(to);
        });
    }

    long size() {
        return file.size();
    }

    Proof prove() throws IOException {
        return file.prove();
    }

    /** Whether other nodes' logs are beside this one. */
    boolean isShared() {
        return journal.isShared();
    }

    /** Entries of all nodes, the newest first, as they were heard of last. */
    List<AuditCopies.NodeLine> newestOfAll(int most) throws IOException {
        String name = nodeName();
        Stream<AuditCopies.NodeLine> own = file.before(Long.MAX_VALUE, most).stream()
                .map(each -> new AuditCopies.NodeLine(name, true, each));
        return Stream.concat(own, copies.newest().stream()).sorted(Comparator.comparing(
                (AuditCopies.NodeLine each) -> each.line().entry().at()).reversed()).limit(most).toList();
    }

    /**
     * Proves the copies of all nodes' logs, as they are in the database now.
     *
     * @throws IOException if they cannot be read
     */
    List<CopyProof.Proved> proveCopies() throws IOException {
        long last = file.size();
        journal.round();
        return journal.write(from -> new CopyProof(file, copies.chain(), last).prove(from));
    }

    /** Copies now what was not copied yet. */
    void round() throws IOException {
        journal.round();
    }

    /** As it is called elsewhere in the console. */
    private String nodeName() {
        NodeFigures present = nodes;
        try {
            return (present == null ? Optional.<NodeFigures.AllNodes>empty() : present.now()).flatMap(all -> all.nodes()
                    .stream().filter(NodeFigures.Node::isHere).map(NodeFigures.Node::name).findFirst())
                    .orElseGet(AuditTrail::host);
        } catch (PortUnavailableException e) {
            return host();
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "?";
        }
    }
}
