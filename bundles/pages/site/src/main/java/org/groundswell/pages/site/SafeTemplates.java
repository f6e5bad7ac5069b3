package org.groundswell.pages.site;

import freemarker.cache.TemplateLoader;
import freemarker.core.TemplateClassResolver;
import freemarker.core._CoreAPI;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.Template;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.util.Locale;

/**
 * Templates that edit pages, not the node: they reach no classes, no methods of Java objects and no files but templates,
 * follow the {@link TemplateRules}, and each asks its {@link RenderThread} at every round, before what it shows and
 * after what it remembers whether it may go on.
 */
final class SafeTemplates extends Configuration {
    private static final String CHECKED = "org.groundswell.checked";

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
        setArithmeticEngine(new BoundedNumbers());
        setSharedVariable(TemplateLooks.NAME, new AssignedValue());
        var wrapper = new DefaultObjectWrapperBuilder(VERSION_2_3_34);
        wrapper.setExposeFields(false);
        setObjectWrapper(wrapper.build());
    }

    /** Every template that is asked for, imported or included comes through here. */
    @Override
    public Template getTemplate(String name, Locale locale, Object lookup, String encoding, boolean parsed,
            boolean ignoreMissing) throws IOException {
        Template template = super.getTemplate(name, locale, lookup, encoding, parsed, ignoreMissing);
        if (template != null) {
            synchronized (template) {
                if (template.getCustomAttribute(CHECKED) == null) {
                    TemplateRules.check(template);
                    _CoreAPI.addThreadInterruptedChecks(template);
                    TemplateLooks.add(template);
                    template.setCustomAttribute(CHECKED, Boolean.TRUE);
                }
            }
        }
        return template;
    }
}
