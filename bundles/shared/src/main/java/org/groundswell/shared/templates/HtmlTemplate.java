package org.groundswell.shared.templates;

import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

/**
 * HTML that a bundle brings beside a class of its own ({@code name.ftlh}, FreeMarker): what is put in is escaped. It is
 * read once, and whoever keeps it keeps nothing of other bundles. Thread-safe.
 */
public final class HtmlTemplate {
    private final Template template;

    private HtmlTemplate(Template template) {
        this.template = template;
    }

    /**
     * @param name with its ending {@code .ftlh}, by which what is put in is escaped
     * @throws IllegalStateException where it is missing or cannot be read: a mistake of the bundle's
     */
    public static HtmlTemplate of(Class<?> owner, String name) {
        var templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setClassForTemplateLoading(owner, "");
        templates.setDefaultEncoding("UTF-8");
        templates.setLocalizedLookup(false);
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
        templates.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        templates.setObjectWrapper(new SimpleObjectWrapper(Configuration.VERSION_2_3_34));
        try {
            return new HtmlTemplate(templates.getTemplate(name));
        } catch (IOException e) {
            throw new IllegalStateException("the template " + name + " of " + owner.getName() + " cannot be read", e);
        }
    }

    /**
     * @param values texts, numbers, truths, lists and maps of them; others are none
     * @throws IllegalStateException where the template asks for what is not there: a mistake of the bundle's
     */
    public String html(Map<String, ?> values) {
        var html = new StringWriter();
        try {
            template.process(values, html);
        } catch (TemplateException | IOException e) {
            throw new IllegalStateException("the template " + template.getName() + " cannot be filled", e);
        }
        return html.toString();
    }
}
