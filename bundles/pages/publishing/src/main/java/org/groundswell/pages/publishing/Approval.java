package org.groundswell.pages.publishing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.Finding.Severity;

/** Whether a site may be published as it is: what visitors would meet broken stops it, what is better mended asks for a word. */
final class Approval {
    /** The word with which somebody says that warnings are meant. */
    static final String ANYWAY = "anyway";
    private static final int MOST_NAMED = 50;

    private final PublicationCheck check;

    Approval(PublicationCheck check) {
        this.check = check;
    }

    /**
     * What was found and let through.
     *
     * @param folder   where it stands, for messages
     * @param isMeant  whether warnings stop nothing
     * @throws CommandFailedException if it is not published; it names what stops it
     */
    List<String> of(SortedMap<String, byte[]> files, String folder, boolean isMeant) {
        List<Finding> found;
        try {
            found = check.look(files);
        } catch (IOException e) {
            // A correction on the night does not wait for a check.
            if (isMeant) {
                return List.of("Nobody has looked through it: " + e.getMessage());
            }
            throw new CommandFailedException("Refused: nobody could look through it: " + e.getMessage() + ". If it cannot wait: "
                    + command(folder));
        }
        List<String> errors = named(found, Severity.ERROR);
        if (!errors.isEmpty()) {
            throw new CommandFailedException("Refused: the check has found errors, which are to be mended first:\n"
                    + lines(errors));
        }
        List<String> warnings = named(found, Severity.WARNING);
        if (!warnings.isEmpty() && !isMeant) {
            throw new CommandFailedException("Refused: this is better mended first:\n" + lines(warnings)
                    + "\nIf it is meant: " + command(folder));
        }
        return warnings;
    }

    private static List<String> named(List<Finding> found, Severity severity) {
        return found.stream().filter(each -> each.severity() == severity).map(Finding::toString).toList();
    }

    private static String lines(List<String> findings) {
        var lines = new ArrayList<>(findings.subList(0, Math.min(MOST_NAMED, findings.size())));
        if (findings.size() > MOST_NAMED) {
            lines.add("and " + (findings.size() - MOST_NAMED) + " more; bin/groundswell check names all");
        }
        return String.join("\n", lines);
    }

    private static String command(String folder) {
        return "groundswell:publish site " + folder + " " + ANYWAY;
    }
}
