package org.groundswell.pages.contact;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
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

/**
 * Messages of the contact form that are old. One that nobody has dealt with stays, unless a setting says otherwise: somebody
 * may still wait for an answer.
 */
@Port(port = "pages.contact.retention")
@Component(service = KeptData.class, configurationPid = "org.groundswell.pages.contact.retention")
@Designate(ocd = OldMessages.Config.class)
public final class OldMessages implements KeptData {
    private final MessageBook messages;
    private final Term term;
    private final boolean onlyDone;

    /** Settings of messages that are old. */
    @ObjectClassDefinition(name = "Groundswell pages: how long contact messages are kept")
    public @interface Config {
        @AttributeDefinition(description = "Days for which a message is kept after it came; 0 for good", min = "0",
                max = "36600")
        int days() default 730;

        @AttributeDefinition(description = "Whether a message stays, with a warning in the log, as long as nobody has"
                + " marked it as done")
        boolean onlyDone() default true;
    }

    /** Of those whose term is over. */
    private record Sorted(Set<UUID> going, long notDone, long ofUnknownAge) {
        Overdue of(long count) {
            String open = notDone == 0 ? "" : notDone + " stay that nobody has marked as done";
            String odd = ofUnknownAge == 0 ? "" : ofUnknownAge + " stay whose date cannot be true";
            return new Overdue(count, open + (open.isEmpty() || odd.isEmpty() ? "" : "; ") + odd);
        }
    }

    @Activate
    public OldMessages(@Reference MessageBook messages, Config config) {
        this(messages, new Term(config.days()), config.onlyDone());
    }

    OldMessages(MessageBook messages, Term term, boolean onlyDone) {
        this.messages = messages;
        this.term = term;
        this.onlyDone = onlyDone;
    }

    @Override
    public String name() {
        return "contact messages";
    }

    @Override
    public Term term() {
        return term;
    }

    @Override
    public Overdue overdue(Instant now) throws IOException {
        Sorted sorted = sorted(now);
        return sorted.of(sorted.going.size());
    }

    @Override
    public Overdue delete(Instant now) throws IOException {
        Sorted sorted = sorted(now);
        return sorted.of(sorted.going.isEmpty() ? 0 : messages.remove(sorted.going).size());
    }

    private Sorted sorted(Instant now) throws IOException {
        if (term.isForGood()) {
            return new Sorted(Set.of(), 0, 0);
        }
        Set<UUID> done = messages.done();
        var going = new LinkedHashSet<UUID>();
        var left = new long[2];
        messages.each(message -> {
            if (!Term.isCertain(message.at(), now)) {
                left[1]++;
            } else if (term.isOver(message.at(), now)) {
                if (!onlyDone || done.contains(message.id())) {
                    going.add(message.id());
                } else {
                    left[0]++;
                }
            }
        });
        return new Sorted(going, left[0], left[1]);
    }
}
