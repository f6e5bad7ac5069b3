package org.groundswell.pages.check;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.groundswell.pages.api.check.SiteReading;

/** Which templates a page is made of. */
final class Templates {
    private static final String FOLDER = "templates/";
    private static final Pattern TAKES = Pattern.compile("<#(?:import|include)\\s+[\"']([^\"'$]+)[\"']");

    private Templates() {
    }

    /** The files of a template and of all that it takes in, itself first. */
    static Set<String> of(SiteReading reading, String template) {
        var all = new LinkedHashSet<String>();
        var next = new ArrayDeque<String>();
        next.add(FOLDER + template);
        while (!next.isEmpty()) {
            String file = next.poll();
            if (reading.files().containsKey(file) && all.add(file)) {
                TAKES.matcher(String.join("\n", reading.lines(file))).results()
                        .forEach(each -> next.add(FOLDER + each.group(1).replaceFirst("^/", "")));
            }
        }
        return all;
    }
}
