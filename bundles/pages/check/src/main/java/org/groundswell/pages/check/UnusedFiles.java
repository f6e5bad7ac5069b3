package org.groundswell.pages.check;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReading;

/** Files in {@code assets/} that nothing names: everybody may fetch them, and nobody knows why they are there. */
final class UnusedFiles implements Check {
    private static final String FOLDER = "assets/";
    private static final Pattern TEXT = Pattern.compile("(?i).*\\.(md|ftlh|css|js|yaml|html|svg|json|webmanifest|xml|txt)");

    /** The same picture in a smaller width: pages use it that name the widest. */
    private static final Pattern NARROW = Pattern.compile(".+\\.[1-9][0-9]{1,3}w\\.[A-Za-z]+");

    @Override
    public void look(SiteReading reading, ParsedPages pages, Consumer<Finding> found) {
        String all = reading.files().keySet().stream().filter(file -> TEXT.matcher(file).matches())
                .map(file -> String.join("\n", reading.lines(file))).collect(Collectors.joining("\n"))
                .replace("%20", " ");
        reading.files().keySet().stream().filter(file -> file.startsWith(FOLDER)).sorted().forEach(file -> {
            String name = file.substring(FOLDER.length());
            String last = name.substring(name.lastIndexOf('/') + 1);
            boolean isNarrow = NARROW.matcher(last).matches() && reading.files().containsKey(widest(file))
                    && all.contains(widest(last));
            if (!all.contains(name) && !all.contains(last) && !isNarrow) {
                found.accept(Finding.warning(file, 0, "nothing on the site uses this file", "take it away"));
            }
        });
    }

    private static String widest(String name) {
        return name.replaceFirst("\\.[1-9][0-9]{1,3}w(?=\\.[A-Za-z]+$)", "");
    }
}
