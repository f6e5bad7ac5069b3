package org.groundswell.donations.ledger.shared;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/**
 * The steps of a ledger's schema that this release knows, each taken once in a ledger's life. The file {@code steps} beside
 * the ledger's own class names their scripts, one a line. One that {@code widens} leaves a ledger that releases which do not
 * know it read and write all the same: they must be able to, because a newer release that is not fit gives them the ledger
 * back. {@code bin/groundswell} reads these files, too.
 */
public final class SchemaSteps {
    private static final String WIDENS = "widens";

    private final Class<?> ledger;
    private final List<Step> steps;

    private SchemaSteps(Class<?> ledger, List<Step> steps) {
        this.ledger = ledger;
        this.steps = steps;
    }

    private record Step(String script, boolean widens) {
        static Step of(String line) {
            String[] words = line.split(" ");
            if (words.length > 2 || words.length == 2 && !words[1].equals(WIDENS)) {
                throw new IllegalArgumentException("steps: '" + line + "' is not the name of a script, with '" + WIDENS
                        + "' behind it or nothing");
            }
            return new Step(words[0], words.length == 2);
        }
    }

    /** @param ledger beside which the file and the scripts are */
    public static SchemaSteps of(Class<?> ledger) {
        return of(ledger, text(ledger, "steps"));
    }

    static SchemaSteps of(Class<?> ledger, String lines) {
        return new SchemaSteps(ledger, lines.lines().filter(line -> !line.isBlank()).map(Step::of).toList());
    }

    /** How many there are; their numbers begin at 1. */
    public int known() {
        return steps.size();
    }

    /** The names of the scripts. */
    public List<String> names() {
        return steps.stream().map(Step::script).toList();
    }

    public String script(int number) {
        return text(ledger, steps.get(number - 1).script());
    }

    /** The last step that a release has to know to work with a ledger that has come to this one. */
    public int least(int taken) {
        int least = taken;
        while (least > 0 && steps.get(least - 1).widens()) {
            least--;
        }
        return least;
    }

    /**
     * @param taken the step to which a newer release has brought a ledger
     * @param least what that one has said of it
     * @throws SQLException where this release would not understand it
     */
    public void refuseNewer(int taken, int least) throws SQLException {
        if (taken > known() && least > known()) {
            throw new SQLException("the ledger was written by a newer version (schema " + taken + ", for releases that know "
                    + least + "; this one knows " + known() + "): put that version back");
        }
    }

    private static String text(Class<?> ledger, String name) {
        try (InputStream in = ledger.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("this release lacks " + name + " of its ledger");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
