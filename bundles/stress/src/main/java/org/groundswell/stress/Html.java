package org.groundswell.stress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a visitor's browser finds in a page of a site, whatever the site's own templates are. */
record Html(String text) {
    private static final Pattern FILE = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"");
    /** Not the page for readers of any other one, {@code x-default}. */
    private static final Pattern LANGUAGE = Pattern.compile("hreflang=\"(?!x-)([A-Za-z0-9-]+)\"");
    private static final Pattern LIVE = Pattern.compile("data-live=\"(/[^\"]+)\"");
    private static final Pattern AGAIN = Pattern.compile("data-again=\"(\\d+)\"");
    private static final Pattern REFRESH = Pattern.compile("http-equiv=\"refresh\" content=\"(\\d+)");
    private static final Pattern INPUT = Pattern.compile("<input [^>]*>");
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    List<String> files(boolean scripts) {
        return all(FILE).stream().filter(path -> scripts || !path.endsWith(".js")).toList();
    }

    List<String> languages() {
        return all(LANGUAGE);
    }

    /** The live stream's path, or "". */
    String live() {
        return all(LIVE).stream().findFirst().orElse("");
    }

    /** After how many seconds the page looks again by itself; 0: it does not. */
    int refreshSeconds() {
        return Stream.of(AGAIN, REFRESH).flatMap(each -> all(each).stream()).mapToInt(Integer::parseInt).findFirst().orElse(0);
    }

    /** What the form sends if nobody touches it. */
    Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        Matcher inputs = INPUT.matcher(text);
        while (inputs.find()) {
            var attributes = new LinkedHashMap<String, String>();
            Matcher each = ATTRIBUTE.matcher(inputs.group());
            while (each.find()) {
                attributes.put(each.group(1), each.group(2));
            }
            String type = attributes.getOrDefault("type", "text");
            boolean chosen = type.equals("hidden") || inputs.group().contains(" checked");
            if (chosen && attributes.containsKey("name")) {
                fields.put(attributes.get("name"), attributes.getOrDefault("value", ""));
            }
        }
        return fields;
    }

    private List<String> all(Pattern pattern) {
        return pattern.matcher(text).results().map((MatchResult each) -> each.group(1)).distinct().toList();
    }
}
