package org.groundswell.pages.export;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.shared.text.WebPath;

/** Whether every link within the site leads to a file. */
final class LinkCheck {
    private static final Pattern LINK = Pattern.compile("\\b(?:href|src)=\"([^\"]*)\"");

    private LinkCheck() {
    }

    /** Page and link of each that leads nowhere. */
    static List<String> broken(Map<String, byte[]> files) {
        var broken = new ArrayList<String>();
        files.forEach((name, bytes) -> {
            if (!name.endsWith(".html")) {
                return;
            }
            Matcher link = LINK.matcher(new String(bytes, StandardCharsets.UTF_8));
            while (link.find()) {
                String path = link.group(1).replace("&amp;", "&").replaceFirst("[?#].*", "");
                if (isWithin(path) && !leads(path, files)) {
                    broken.add(name + ": " + link.group(1));
                }
            }
        });
        return broken;
    }

    private static boolean isWithin(String path) {
        return path.startsWith("/") && !path.startsWith("//");
    }

    private static boolean leads(String path, Map<String, byte[]> files) {
        String name = WebPath.decoded(path).substring(1);
        return files.containsKey(name) || files.containsKey(name + ".html")
                || (name.isEmpty() || name.endsWith("/")) && files.containsKey(name + "index.html");
    }
}
