package org.groundswell.pages.site;

import freemarker.core.TemplateElement;
import freemarker.core.TemplateObject;
import freemarker.template.Template;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** Parts of templates as FreeMarker has parsed them, which it keeps to itself; nothing else knows what it understood. */
// FreeMarker marks its parsed templates as deprecated because they are its own.
@SuppressWarnings("deprecation")
final class ParsedPart {
    private static final Method KIND = method(TemplateObject.class, "getNodeTypeSymbol");
    private static final Method PARTS = method(TemplateObject.class, "getParameterCount");
    private static final Method PART = method(TemplateObject.class, "getParameterValue", int.class);
    private static final Method PLACE = method(TemplateObject.class, "setLocation", Template.class, int.class, int.class,
            int.class, int.class);
    private static final Method ADD = method(TemplateElement.class, "addChild", int.class, TemplateElement.class);

    private ParsedPart() {
    }

    /** As {@code #assign}, {@code ?replace}, {@code +}; of a text or a number that is written down, how it is written. */
    static String kind(TemplateObject part) {
        return (String) get(KIND, part);
    }

    /** What it consists of, below it children apart: parts, texts, numbers, null for what was left out. */
    static List<Object> parts(TemplateObject part) {
        int count = (int) get(PARTS, part);
        var all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(get(PART, part, i));
        }
        return all;
    }

    /** Puts another child into a parsed template, which mistakes name by the place of the one that it belongs to. */
    static void add(TemplateElement parent, int index, TemplateElement child, TemplateElement of) {
        get(PLACE, child, of.getTemplate(), of.getBeginColumn(), of.getBeginLine(), of.getEndColumn(), of.getEndLine());
        get(ADD, parent, index, child);
    }

    private static Method method(Class<?> of, String name, Class<?>... parameters) {
        try {
            Method method = of.getDeclaredMethod(name, parameters);
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("FreeMarker has changed", e);
        }
    }

    private static Object get(Method method, TemplateObject each, Object... arguments) {
        try {
            return method.invoke(each, arguments);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("FreeMarker has changed", e);
        }
    }
}
