package org.groundswell.console.audit;

import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.kernel.api.retention.KeptData;
import org.groundswell.kernel.api.retention.Overdue;
import org.groundswell.kernel.api.retention.Term;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The words of old entries, which may be personal. The entries stay, or the chain would break: who did what, and when. */
@Port(port = "console.audit.retention")
@Component(service = KeptData.class, configurationPid = "org.groundswell.console.audit.retention")
@Designate(ocd = OldWords.Config.class)
public final class OldWords implements KeptData {
    private final AuditTrail trail;
    private final Term term;

    /** Settings of old entries. */
    @ObjectClassDefinition(name = "Groundswell console: how long the audit log has its words")
    public @interface Config {
        @AttributeDefinition(description = "Days for which an entry of the audit log has its words; 0 for good. Who did"
                + " what, and when, stays", min = "0", max = "36600")
        int days() default 3660;
    }

    @Activate
    public OldWords(@Reference AuditTrail trail, Config config) {
        this(trail, new Term(config.days()));
    }

    OldWords(AuditTrail trail, Term term) {
        this.trail = trail;
        this.term = term;
    }

    @Override
    public String name() {
        return "words of the audit log";
    }

    @Override
    public Term term() {
        return term;
    }

    @Override
    public Overdue overdue(Instant now) throws IOException {
        return with(old(now).size(), () -> trail.wordedCopies(at -> term.isOver(at, now)));
    }

    @Override
    public Overdue delete(Instant now) throws IOException {
        Set<Long> old = old(now);
        if (!old.isEmpty()) {
            trail.erase(old);
        }
        return with(old.size(), () -> trail.eraseCopies(at -> term.isOver(at, now)));
    }

    /** What is in the database of other logs. */
    @FunctionalInterface
    private interface Copies {
        int count() throws IOException;
    }

    /** This node's own words do not wait for the database. */
    private Overdue with(int own, Copies copies) {
        try {
            return new Overdue(own + (term.isForGood() ? 0L : copies.count()), "");
        } catch (IOException e) {
            return new Overdue(own, "what other nodes have written is left for the next time: " + e.getMessage());
        }
    }

    private Set<Long> old(Instant now) throws IOException {
        return term.isForGood() ? Set.of() : trail.worded(at -> term.isOver(at, now));
    }
}
