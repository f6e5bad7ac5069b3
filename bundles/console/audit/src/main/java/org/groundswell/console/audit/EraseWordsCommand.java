package org.groundswell.console.audit;

import java.io.IOException;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The shell's {@code groundswell:erase-words}: takes the words of an entry from the database whose node is gone. */
@Component(service = EraseWordsCommand.class,
        property = {"osgi.command.scope=groundswell", "osgi.command.function=erase-words"})
@Descriptor("LOG NUMBER: takes the words of an entry from the database whose node is gone; the entry stays")
public final class EraseWordsCommand implements Function {
    private final AuditTrail trail;

    @Activate
    public EraseWordsCommand(@Reference AuditTrail trail) {
        this.trail = trail;
    }

    /** @throws CommandFailedException if there are no such words; it says what was expected */
    @Override
    public String execute(CommandSession session, List<Object> arguments) throws IOException {
        if (arguments.size() != 2 || !String.valueOf(arguments.get(1)).matches("[0-9]{1,18}")) {
            throw new CommandFailedException("expected a log, as groundswell:verify-log names it, and the number of an entry");
        }
        String chain = String.valueOf(arguments.get(0));
        long number = Long.parseLong(String.valueOf(arguments.get(1)));
        if (trail.eraseCopy(chain, number) == 0) {
            throw new CommandFailedException("entry " + number + " of log " + chain + " has no words in the database, or is of this"
                    + " node's own log: those are erased in its console");
        }
        return "The words of entry " + number + " are away; the entry stays.";
    }
}
