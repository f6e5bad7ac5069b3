package org.groundswell.pages.site;

import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.utility.DeepUnwrap;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.joda.money.Money;

/** What templates call, for readers of one language. */
final class TemplateFunctions {

    private TemplateFunctions() {
    }

    /** By the names that templates use. */
    static Map<String, Object> of(LoadedSite loaded, String language, Formats formats) {
        return Map.of("t", function(arguments -> translate(loaded, language, arguments)),
                "asset", function(arguments -> asset(loaded, (String) arguments.getFirst())),
                "link", function(arguments -> loaded.link(language, (String) arguments.getFirst())),
                "money", function(arguments -> formats.money((Money) arguments.getFirst())),
                "major", function(arguments -> formats.typed((Money) arguments.getFirst())),
                "example", function(arguments -> example(loaded, (Money) arguments.getFirst(), language, formats)),
                "number", function(arguments -> formats.number(((Number) arguments.getFirst()).longValue())),
                "percent", function(arguments -> formats.percent(((Number) arguments.getFirst()).doubleValue())),
                "day", function(arguments -> formats.day((LocalDate) arguments.getFirst())),
                "time", function(arguments -> formats.time((Instant) arguments.getFirst())));
    }

    private static String translate(LoadedSite loaded, String language, List<Object> arguments)
            throws TemplateModelException {
        String key = (String) arguments.getFirst();
        if (!loaded.translations().has(language, key)) {
            throw new TemplateModelException(Translations.missing(language, key));
        }
        return loaded.translations().text(language, key, arguments.subList(1, arguments.size()).toArray());
    }

    private static String asset(LoadedSite loaded, String name) throws TemplateModelException {
        return loaded.asset(name).map(Asset::address)
                .orElseThrow(() -> new TemplateModelException("asset: no file assets/" + name));
    }

    private static String example(LoadedSite loaded, Money near, String language, Formats formats) {
        List<String> typed = formats.examples(near);
        return typed.size() == 1 ? typed.getFirst() : loaded.translations().text(language, "error.amount.or",
                typed.getFirst(), typed.getLast());
    }

    @FunctionalInterface
    private interface Body {
        String apply(List<Object> arguments) throws TemplateModelException;
    }

    private static TemplateMethodModelEx function(Body body) {
        return models -> {
            var arguments = new ArrayList<Object>();
            for (Object model : models) {
                if (model == null) {
                    throw new TemplateModelException("expected a value, found none");
                }
                arguments.add(DeepUnwrap.unwrap((TemplateModel) model));
            }
            try {
                return body.apply(arguments);
            } catch (ClassCastException | NoSuchElementException e) {
                throw new TemplateModelException("wrong argument: " + e.getMessage(), e);
            }
        };
    }
}
