package org.groundswell.pages.site;

import freemarker.cache.TemplateLoader;
import freemarker.core.TemplateClassResolver;
import freemarker.core._CoreAPI;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.Template;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Templates that edit pages, not the node: they reach no classes, no methods of Java objects and no files but templates,
 * and each asks its {@link RenderThread} at every round whether it may go on.
 */
final class SafeTemplates extends Configuration {
    private static final String CHECKED = "org.groundswell.checked";
    /** What makes a text of any length in one step, or a template that nobody has checked. */
    private static final Pattern REFUSED = Pattern.compile(
            "\\?\\s*(left_?[pP]ad|right_?[pP]ad|interpret|eval|eval_?[jJ]son)\\b(?!=)");

    SafeTemplates(TemplateLoader loader) {
        super(VERSION_2_3_34);
        setTemplateLoader(loader);
        setLocalizedLookup(false);
        setDefaultEncoding("UTF-8");
        setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        setLogTemplateExceptions(false);
        setWrapUncheckedExceptions(true);
        setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        setAPIBuiltinEnabled(false);
        var wrapper = new DefaultObjectWrapperBuilder(VERSION_2_3_34);
        wrapper.setExposeFields(false);
        setObjectWrapper(wrapper.build());
    }

    /** Whether a template leaves alone what none may use; where it does not, that is a problem. */
    static boolean isSafe(String file, String text, List<Problem> problems) {
        Matcher matcher = REFUSED.matcher(text);
        boolean refused = matcher.find();
        if (refused) {
            int line = 1 + (int) text.substring(0, matcher.start()).chars().filter(each -> each == '\n').count();
            problems.add(new Problem(file, line, "?" + matcher.group(1) + " is not allowed in a template"));
        }
        return !refused;
    }

    /** Every template that is asked for, imported or included comes through here. */
    @Override
    public Template getTemplate(String name, Locale locale, Object lookup, String encoding, boolean parsed,
            boolean ignoreMissing) throws IOException {
        Template template = super.getTemplate(name, locale, lookup, encoding, parsed, ignoreMissing);
        if (template != null) {
            synchronized (template) {
                if (template.getCustomAttribute(CHECKED) == null) {
                    _CoreAPI.addThreadInterruptedChecks(template);
                    template.setCustomAttribute(CHECKED, Boolean.TRUE);
                }
            }
        }
        return template;
    }
}
