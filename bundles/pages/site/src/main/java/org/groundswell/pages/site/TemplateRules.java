package org.groundswell.pages.site;

import freemarker.core.ParseException;
import freemarker.core.TemplateElement;
import freemarker.core.TemplateObject;
import freemarker.core._CoreAPI;
import freemarker.template.Template;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a template may not have, as FreeMarker has parsed it: however it is written, and whatever comments are in between.
 * Refused is what makes a text of any length in one step, where no {@link RenderThread} is asked, and what makes templates
 * that nobody has checked. A range is one step in {@code (1..n)?join(",")}; in a list each round is asked about, and in
 * brackets it is no longer than what it is a part of. What grows little by little is for {@link TemplateGrowth}.
 */
// FreeMarker marks its parsed templates as deprecated because they are its own.
@SuppressWarnings("deprecation")
final class TemplateRules {
    private static final Set<String> REFUSED =
            Set.of("leftpad", "rightpad", "interpret", "eval", "evaljson");
    private static final Set<String> RANGES = Set.of("..", "..<", "..*");
    private static final int LONGEST_RANGE = 10_000;
    private static final Pattern WRITTEN_DOWN = Pattern.compile("(-?\\d{1,9})(?:\\.\\.[<!]?|\\.\\.\\*)(-?\\d{1,9})");

    private TemplateRules() {
    }

    /** @throws ParseException that says where the template has what none may have */
    static void check(Template template) throws ParseException {
        check(template.getRootTreeNode());
    }

    private static void check(TemplateElement element) throws ParseException {
        if (element != null) {
            check(element, false);
            TemplateGrowth.check(element);
            for (int i = 0; i < element.getChildCount(); i++) {
                check(_CoreAPI.getChildElement(element, i));
            }
        }
    }

    /** @param bounded whether a range in this place has a limit from elsewhere */
    private static void check(TemplateObject each, boolean bounded) throws ParseException {
        String kind = ParsedPart.kind(each);
        if (kind.startsWith("?") && REFUSED.contains(kind.substring(1).replace("_", "").toLowerCase(Locale.ROOT))) {
            throw new ParseException(kind + " is not allowed in a template", each);
        }
        if (RANGES.contains(kind) && !bounded && !isShort(each.getCanonicalForm())) {
            throw new ParseException("a range stands in <#list ...> or in brackets, or both its ends are written down"
                    + " and at most " + LONGEST_RANGE + " apart", each);
        }
        List<Object> parts = ParsedPart.parts(each);
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof TemplateObject part) {
                check(part, switch (kind) {
                    case "#list" -> i == 0;
                    case "...[...]", "[...]" -> i == 1;
                    case "(...)" -> bounded;
                    default -> false;
                });
            }
        }
    }

    private static boolean isShort(String range) {
        Matcher ends = WRITTEN_DOWN.matcher(range);
        return ends.matches() && (range.contains("*") ? Math.abs(Integer.parseInt(ends.group(2)))
                : Math.abs(Integer.parseInt(ends.group(2)) - Integer.parseInt(ends.group(1)))) <= LONGEST_RANGE;
    }
}
