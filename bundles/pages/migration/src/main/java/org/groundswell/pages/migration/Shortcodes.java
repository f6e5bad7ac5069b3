package org.groundswell.pages.migration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hugo's commands in a text (<a href="https://gohugo.io/content-management/shortcodes/">Hugo, shortcodes</a>). Those that
 * come with Hugo and mean something in a page become Markdown; of others what is between their ends stays.
 */
final class Shortcodes {
    /** In front of what a link's command names. */
    static final String REFERENCE = "ref:";
    private static final Pattern COMMAND = Pattern.compile("\\{\\{(?:<|%)\\s*(/?)\\s*(\\w[\\w./-]*)\\s*"
            + "((?:\"[^\"]*\"|`[^`]*`|[^>%\"`])*?)\\s*/?\\s*(?:>|%)\\}\\}");
    private static final Pattern PARAMETER = Pattern.compile("(?:([\\w-]+)\\s*=\\s*)?"
            + "(?:\"([^\"]*)\"|`([^`]*)`|([^\\s\"`]+))");

    /** So that Hugo's own pages can speak of commands. */
    private static final Pattern SPOKEN_OF = Pattern.compile("(\\{\\{[<%])/\\*(.*?)\\*/([>%]\\}\\})");

    private final Places places;

    Shortcodes(Places places) {
        this.places = places;
    }

    String replaced(String text) {
        String done = COMMAND.matcher(text).replaceAll(command -> Matcher.quoteReplacement(command.group(1).isEmpty()
                ? opened(command.group(2), parameters(command.group(3)), command.group()) : closed(command.group(2))));
        return SPOKEN_OF.matcher(done).replaceAll("$1$2$3");
    }

    /** Those without a name have their number, from 0 on. */
    private static Map<String, String> parameters(String text) {
        var parameters = new LinkedHashMap<String, String>();
        PARAMETER.matcher(text).results().forEach(each -> parameters.put(
                each.group(1) == null ? Integer.toString(parameters.size()) : each.group(1),
                each.group(2) != null ? each.group(2) : each.group(3) != null ? each.group(3) : each.group(4)));
        return parameters;
    }

    private String opened(String name, Map<String, String> given, String written) {
        return switch (name) {
            case "figure" -> figure(given);
            case "ref", "relref" -> REFERENCE + given.getOrDefault("path", given.getOrDefault("0", ""));
            case "highlight" -> "```" + given.getOrDefault("0", "") + "\n";
            case "youtube" -> film("https://www.youtube.com/watch?v=" + given.getOrDefault("id", given.getOrDefault("0", "")), written);
            case "vimeo" -> film("https://vimeo.com/" + given.getOrDefault("id", given.getOrDefault("0", "")), written);
            default -> {
                places.lost("a command of the old site was left out: " + name, written);
                yield "";
            }
        };
    }

    private static String closed(String name) {
        return name.equals("highlight") ? "\n```" : "";
    }

    private String film(String address, String written) {
        places.lost("a film became a link: " + address, written);
        return "<" + address + ">";
    }

    private static String figure(Map<String, String> given) {
        String alternative = given.getOrDefault("alt", given.getOrDefault("title", given.getOrDefault("caption", "")));
        String caption = given.getOrDefault("caption", "");
        return "\n\n![" + InlineWriter.escaped(alternative) + "](" + InlineWriter.destination(given.getOrDefault("src", ""))
                + ")" + (caption.isEmpty() ? "" : "\n\n*" + caption.strip() + "*") + "\n\n";
    }
}
