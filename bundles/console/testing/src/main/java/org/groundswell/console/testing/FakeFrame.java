package org.groundswell.console.testing;

import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.utility.DeepUnwrap;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AuditLog;
import org.groundswell.shared.money.MoneyText;
import org.joda.money.Money;

/** Pages without the frame around them, and a log that is looked into. */
public final class FakeFrame implements AdminPages, AuditLog {
    /** What was noted, a line each. */
    public final List<String> noted = new ArrayList<>();
    public String language = "en";
    public boolean logIsFull;
    private final Class<?> owner;
    private final Configuration templates = new Configuration(Configuration.VERSION_2_3_34);

    /** @param owner a class beside which the pages' templates and texts are */
    public FakeFrame(Class<?> owner) {
        this.owner = owner;
        templates.setClassForTemplateLoading(owner, "");
        templates.setDefaultEncoding("UTF-8");
        templates.setLogTemplateExceptions(false);
    }

    @Override
    public void show(HttpServletRequest request, HttpServletResponse response, Class<?> page, String template,
            Map<String, ?> values) throws IOException {
        var model = new HashMap<String, Object>(values);
        Properties texts = TranslatedTexts.read(owner, language);
        model.put("text", method(arguments -> {
            String text = texts.getProperty((String) arguments.getFirst());
            if (text == null) {
                throw new IllegalStateException("no text " + arguments.getFirst());
            }
            for (int i = 1; i < arguments.size(); i++) {
                text = text.replace("{" + (i - 1) + "}", String.valueOf(arguments.get(i)));
            }
            return text;
        }));
        model.put("date", method(arguments -> arguments.getFirst().toString()));
        model.put("number", method(arguments -> String.valueOf(arguments.getFirst())));
        model.put("money", method(arguments -> MoneyText.exact((Money) arguments.getFirst(), language)));
        model.put("language", language);
        model.put("token", "the-token");
        try {
            templates.getTemplate(template).process(model, response.getWriter());
        } catch (TemplateException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Locale language(HttpServletRequest request) {
        return Locale.forLanguageTag(language);
    }

    @Override
    public void note(HttpServletRequest request, String action, String subject, String detail) throws IOException {
        if (logIsFull) {
            throw new IOException("the disk is full");
        }
        noted.add(action + " " + subject + " " + detail);
    }

    private static TemplateMethodModelEx method(Function<List<Object>, Object> call) {
        return arguments -> {
            var values = new ArrayList<Object>();
            for (Object each : arguments) {
                values.add(unwrapped((TemplateModel) each));
            }
            return call.apply(values);
        };
    }

    private static Object unwrapped(TemplateModel model) throws TemplateModelException {
        return model == null ? null : DeepUnwrap.permissiveUnwrap(model);
    }
}
