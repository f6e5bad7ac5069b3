package org.groundswell.pages.site;

import freemarker.core.ParseException;
import freemarker.core.TemplateElement;
import freemarker.core.TemplateObject;
import freemarker.core._CoreAPI;
import freemarker.template.Configuration;
import freemarker.template.Template;
import java.io.IOException;
import java.util.List;

/**
 * Has a template look at its limits where FreeMarker does not: before everything that it shows (in a text that is
 * remembered, too, which no {@link BoundedWriter} takes), and after everything that it remembers, at how much that is.
 */
// FreeMarker marks its elements as deprecated because they are its own.
@SuppressWarnings("deprecation")
final class TemplateLooks {
    /** What the templates call for it. */
    static final String NAME = "groundswell_look";
    /** Its two children are known by their places: what is remembered there is looked at behind it. */
    private static final String ATTEMPT = "#attempt";
    private static final int LOCAL = 2;
    private static final int GLOBAL = 3;

    private TemplateLooks() {
    }

    /** @throws ParseException if it assigns many variables at once and does nothing else */
    static void add(Template template) throws IOException {
        TemplateElement root = template.getRootTreeNode();
        if (root != null) {
            add(template.getConfiguration(), root);
            alone(root);
        }
    }

    private static void add(Configuration templates, TemplateElement parent) throws IOException {
        for (int i = 0; i < parent.getChildCount(); i++) {
            TemplateElement child = _CoreAPI.getChildElement(parent, i);
            if (ParsedPart.kind(parent).equals(ATTEMPT)) {
                alone(child);
                add(templates, child);
                continue;
            }
            if (isSeveral(child)) {
                // Each alone: so there is a place between them.
                TemplateElement[] each = new TemplateElement[child.getChildCount()];
                for (int j = 0; j < each.length; j++) {
                    each[j] = _CoreAPI.getChildElement(child, j);
                }
                parent.setChildAt(i, each[0]);
                for (int j = 1; j < each.length; j++) {
                    ParsedPart.add(parent, i + j, each[j], each[j]);
                }
                child = each[0];
            }
            add(templates, child);
            TemplateElement tried = child;
            while (ParsedPart.kind(tried).equals(ATTEMPT)) {
                tried = _CoreAPI.getChildElement(tried, 0);
            }
            String kind = ParsedPart.kind(tried);
            if (kind.equals("${...}") || kind.equals("#{...}")) {
                ParsedPart.add(parent, i++, look(templates, "<@" + NAME + "/>"), tried);
            } else if (isAssignment(kind)) {
                ParsedPart.add(parent, ++i, look(templates, "<@" + NAME + " value=(" + remembered(tried) + ")!\"\"/>"), tried);
            }
        }
    }

    private static void alone(TemplateElement element) throws ParseException {
        if (isSeveral(element)) {
            throw new ParseException("expected each variable in an <#assign ...> of its own where there is nothing else", element);
        }
    }

    private static boolean isAssignment(String kind) {
        return kind.equals("#assign") || kind.equals("#local") || kind.equals("#global");
    }

    /** {@code <#assign a=1 b=2>}: its parts are its children. */
    private static boolean isSeveral(TemplateElement element) {
        return isAssignment(ParsedPart.kind(element)) && !(ParsedPart.parts(element).getFirst() instanceof String);
    }

    /** Where the assigned value is found afterwards. */
    private static String remembered(TemplateElement assignment) {
        List<Object> parts = ParsedPart.parts(assignment);
        String name = "[r\"" + ((String) parts.getFirst()).replace("\"", "") + "\"]";
        if (parts.getLast() instanceof TemplateObject namespace && parts.size() > 1 && isIn(parts)) {
            return namespace.getCanonicalForm() + name;
        }
        int scope = (int) parts.stream().filter(Integer.class::isInstance).findFirst().orElse(0);
        return (scope == LOCAL ? ".locals" : scope == GLOBAL ? ".globals" : ".namespace") + name;
    }

    /** The namespace comes last, after the scope. */
    private static boolean isIn(List<Object> parts) {
        return parts.get(parts.size() - 2) instanceof Integer;
    }

    private static TemplateElement look(Configuration templates, String text) throws IOException {
        return new Template(NAME, text, templates).getRootTreeNode();
    }
}
