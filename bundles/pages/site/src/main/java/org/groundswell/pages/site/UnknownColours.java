package org.groundswell.pages.site;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Colours in {@code site.yaml} for variables that nothing on the site has. */
final class UnknownColours {
    private UnknownColours() {
    }

    static List<Problem> of(String siteFile, Appearance appearance, SiteFolder folder) {
        var names = new TreeSet<>(appearance.colours().keySet());
        names.addAll(appearance.dark().keySet());
        names.removeIf(Palette::isUsual);
        var unknown = new ArrayList<Problem>();
        for (String name : names) {
            if (!isIn(folder, "assets/", "--" + name) && !isIn(folder, "templates/", name)) {
                int line = SourceLine.of(Map.of(SiteFile.NAME, siteFile), name + ":").map(SourceLine::number).orElse(0);
                unknown.add(new Problem(SiteFile.NAME, line, "colours: no style in assets/ has a variable --" + name
                        + ": is it the right name?"));
            }
        }
        return unknown;
    }

    private static boolean isIn(SiteFolder folder, String below, String name) {
        Pattern whole = Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])");
        return folder.below(below).entrySet().stream().filter(each -> each.getKey().matches(".*\\.(css|js|ftlh)"))
                .anyMatch(each -> whole.matcher(new String(each.getValue(), StandardCharsets.UTF_8)).find());
    }
}
