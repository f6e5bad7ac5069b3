package org.groundswell.pages.site;

import freemarker.core.ParseException;
import freemarker.core.TemplateElement;
import freemarker.core.TemplateObject;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How many times as long as what it is given a single expression may make a text. Between two expressions a
 * {@link RenderThread} is asked, within one nobody is: {@code s?replace("a", s)} makes the square of a text at once.
 */
// FreeMarker marks its parsed templates as deprecated because they are its own.
@SuppressWarnings("deprecation")
final class TemplateGrowth {
    private static final long MOST_TIMES = 64;
    private static final int LONGEST_SEPARATOR = 100;
    /** Each may write two characters for one. */
    private static final Set<String> ESCAPING = Set.of("?html", "?xhtml", "?xml", "?jstring", "?jsstring", "?jsonstring",
            "?url", "?urlpath", "?rtf");

    private TemplateGrowth() {
    }

    /** @throws ParseException that says which expression of the element itself, children apart, may grow beyond that */
    static void check(TemplateElement element) throws ParseException {
        for (Object part : ParsedPart.parts(element)) {
            if (part instanceof TemplateObject expression && !(part instanceof TemplateElement)) {
                var growth = new Growth();
                growth.add(expression);
                if (growth.times * (growth.joints + 1) > MOST_TIMES) {
                    throw new ParseException("puts too much together in one expression: make it several", expression);
                }
            }
        }
    }

    private static final class Growth {
        private long times = 1;
        private long joints;

        void add(TemplateObject each) throws ParseException {
            String kind = ParsedPart.kind(each);
            List<Object> parts = ParsedPart.parts(each);
            switch (normal(kind)) {
                case "+", "${...}" -> joints++;
                case "...(...)" -> called(parts);
                case "?replace", "?join" -> throw new ParseException(kind + " is followed by brackets, (...)", each);
                case "?map" -> mapped(parts.getLast());
                case String other when ESCAPING.contains(other) -> times *= 2;
                default -> {
                    // Makes nothing longer.
                }
            }
            times = Math.min(times, 2 * MOST_TIMES);
            for (int i = 0; i < parts.size(); i++) {
                if (parts.get(i) instanceof TemplateObject part) {
                    boolean method = i == 0 && kind.equals("...(...)") && isGrowing(part);
                    if (method) {
                        add((TemplateObject) ParsedPart.parts(part).getFirst());
                    } else {
                        add(part);
                    }
                }
            }
        }

        private void called(List<Object> parts) throws ParseException {
            if (parts.getFirst() instanceof TemplateObject method && isGrowing(method)) {
                for (Object argument : parts.subList(1, parts.size())) {
                    if (!isWrittenDown(argument)) {
                        throw new ParseException("what " + ParsedPart.kind(method) + " puts in is written down, in quotes: the"
                                + " text would grow without an end", method);
                    }
                }
                times *= normal(ParsedPart.kind(method)).equals("?join") ? joined(parts, method) : replaced(parts);
            }
        }

        private static long joined(List<Object> parts, TemplateObject method) throws ParseException {
            if (parts.size() > 1 && length(parts.get(1)) > LONGEST_SEPARATOR) {
                throw new ParseException("what ?join puts in has at most " + LONGEST_SEPARATOR + " characters", method);
            }
            return 1;
        }

        /** A pattern may match a single character, and what it has matched may be put in again. */
        private static long replaced(List<Object> parts) {
            if (parts.size() < 3) {
                return 1;
            }
            boolean pattern = parts.size() > 3;
            int from = pattern ? 1 : Math.max(1, length(parts.get(1)));
            int more = pattern || length(parts.get(1)) == 0 ? 1 : 0;
            return Math.max(1, (length(parts.get(2)) + from - 1) / from + more);
        }

        /** Each entry is made of itself, and of nothing that has any length. */
        private static void mapped(Object lambda) throws ParseException {
            if (lambda instanceof TemplateObject part && ParsedPart.kind(part).equals("->")) {
                var names = new HashSet<String>();
                List<Object> parts = ParsedPart.parts(part);
                parts.subList(0, parts.size() - 1).forEach(each -> names.add(ParsedPart.kind((TemplateObject) each)));
                own((TemplateObject) parts.getLast(), names);
            }
        }

        private static void own(TemplateObject each, Set<String> names) throws ParseException {
            String kind = ParsedPart.kind(each);
            List<Object> parts = ParsedPart.parts(each);
            if (isName(each) && !names.contains(kind) || kind.equals("+") || kind.startsWith("dynamic ") || isGrowing(each)) {
                throw new ParseException("?map(...) makes each entry of itself alone, as in ?map(each -> each.name): use"
                        + " <#list ...> for more", each);
            }
            // What is called is asked about by itself: money(each.amount).
            for (Object part : kind.equals("...(...)") && isName(parts.getFirst()) ? parts.subList(1, parts.size()) : parts) {
                if (part instanceof TemplateObject further) {
                    own(further, names);
                }
            }
        }

        private static boolean isName(Object part) {
            return part instanceof TemplateObject each && ParsedPart.parts(each).isEmpty()
                    && ParsedPart.kind(each).matches("[\\p{L}_$@].*") && !Set.of("true", "false").contains(ParsedPart.kind(each));
        }

        private static boolean isGrowing(TemplateObject part) {
            return Set.of("?replace", "?join").contains(normal(ParsedPart.kind(part)));
        }

        private static boolean isWrittenDown(Object argument) {
            return argument instanceof TemplateObject part && ParsedPart.kind(part).matches("(?s)r?[\"'].*");
        }

        private static int length(Object writtenDown) {
            return ParsedPart.kind((TemplateObject) writtenDown).length() - 2;
        }

        private static String normal(String kind) {
            // Those with arguments that the parser knows have brackets behind them.
            return kind.startsWith("?") ? kind.replaceAll("_|\\(.*", "").toLowerCase(Locale.ROOT) : kind;
        }
    }
}
