import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Licences as SPDX names them. */
final class Spdx {
    private Spdx() {
    }

    /** What jars write, as SPDX writes it; "" for what is not understood. */
    static String expression(String said) {
        String text = said.toLowerCase(Locale.ROOT);
        var licences = new ArrayList<String>();
        if (text.contains("epl-2.0") || text.contains("eclipse public license 2.0")) {
            licences.add("EPL-2.0");
        }
        if (text.contains("apache")) {
            licences.add("Apache-2.0");
        }
        if (text.matches(".*\\bmit\\b.*")) {
            licences.add("MIT");
        }
        Matcher bsd = Pattern.compile("bsd-([23])-clause").matcher(text);
        if (bsd.find()) {
            licences.add("BSD-" + bsd.group(1) + "-Clause");
        }
        if (text.contains("gpl2 w/ cpe") || text.contains("gpl-2.0-cp") || text.contains("classpath")) {
            licences.add("GPL-2.0-only WITH Classpath-exception-2.0");
        }
        return String.join(" OR ", licences);
    }
}
