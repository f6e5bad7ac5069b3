package org.groundswell.console.frame;

import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.utility.DeepUnwrap;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.groundswell.shared.money.MoneyText;
import org.groundswell.shared.text.TextDirection;
import org.joda.money.Money;

/** What each template may call: texts, times, amounts and numbers in the reader's language. Immutable. */
final class PageFormats {
    private final String language;
    private final Locale locale;
    private final ZoneId zone;

    PageFormats(String language, ZoneId zone) {
        this.language = language;
        this.locale = Locale.forLanguageTag(language);
        this.zone = zone;
    }

    /** @param texts in the order in which a key is looked for */
    void addTo(Map<String, Object> model, List<Texts> texts) {
        model.put("language", language);
        model.put("rightToLeft", TextDirection.isRightToLeft(language));
        model.put("text", method(arguments -> text(texts, arguments)));
        model.put("date", method(arguments -> date(only(arguments, Instant.class))));
        model.put("money", method(arguments -> MoneyText.exact(only(arguments, Money.class), language)));
        model.put("number", method(arguments -> NumberFormat.getInstance(locale).format(only(arguments, Number.class))));
    }

    private String text(List<Texts> texts, List<Object> arguments) throws TemplateModelException {
        if (arguments.isEmpty() || !(arguments.getFirst() instanceof String key)) {
            throw new TemplateModelException("text wants a key");
        }
        Object[] places = arguments.subList(1, arguments.size()).toArray();
        return texts.stream().map(each -> each.find(language, key, places)).flatMap(Optional::stream).findFirst()
                .orElse(key);
    }

    private String date(Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT).withLocale(locale)
                .withZone(zone).format(at);
    }

    private static <T> T only(List<Object> arguments, Class<T> type) throws TemplateModelException {
        if (arguments.size() != 1 || !type.isInstance(arguments.getFirst())) {
            throw new TemplateModelException("expected one " + type.getSimpleName());
        }
        return type.cast(arguments.getFirst());
    }

    /** What a template calls with values of its own. */
    @FunctionalInterface
    private interface Call {
        String with(List<Object> arguments) throws TemplateModelException;
    }

    private static TemplateMethodModelEx method(Call call) {
        return arguments -> {
            var values = new ArrayList<Object>();
            for (Object each : arguments) {
                values.add(DeepUnwrap.permissiveUnwrap((TemplateModel) each));
            }
            return call.with(values);
        };
    }
}
