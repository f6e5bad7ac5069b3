package org.groundswell.console.audit;

import java.io.IOException;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The shell's {@code groundswell:verify-log}: proves that every entry of the audit log is as it was written. */
@Component(service = VerifyCommand.class,
        property = {"osgi.command.scope=groundswell", "osgi.command.function=verify-log"})
@Descriptor("Proves that every entry of the audit log is as it was written, and names the first one that is not")
public final class VerifyCommand implements Function {
    private final AuditTrail trail;

    @Activate
    public VerifyCommand(@Reference AuditTrail trail) {
        this.trail = trail;
    }

    /** @throws CommandFailedException if an entry was changed or is missing; it names the first one */
    @Override
    public String execute(CommandSession session, List<Object> arguments) throws IOException {
        var text = new StringBuilder();
        boolean isSound = say(text, trail.prove());
        if (trail.isShared()) {
            try {
                for (CopyProof.Proved each : trail.proveCopies()) {
                    text.append("\n\n").append(each.isHere() ? "The copy of this log in the database (" + each.node() + ", log " + each.chain() + "):\n"
                            : "The log of " + each.node() + ", by its copy in the database (log " + each.chain() + "):\n");
                    isSound &= say(text, each.proof());
                }
            } catch (IOException e) {
                text.append("\n\nThe copies of all nodes' logs cannot be read now: ").append(e.getMessage());
            }
        }
        if (!isSound) {
            throw new CommandFailedException(text.toString());
        }
        return text.toString();
    }

    private static boolean say(StringBuilder text, Proof proof) {
        String sound = proof.entries() + " entries follow each other as they were written; the words of "
                + proof.erased() + " were erased.\nThe last one's hash is " + proof.hash()
                + ": kept elsewhere, it proves the log up to there.";
        text.append(proof.broken().map(broken -> "BROKEN: " + broken + "\nBefore it: " + sound).orElse(sound));
        return proof.broken().isEmpty();
    }
}
