package org.groundswell.pages.site;

import freemarker.core.Environment;
import freemarker.core.TemplateMarkupOutputModel;
import freemarker.template.TemplateDirectiveBody;
import freemarker.template.TemplateDirectiveModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import freemarker.template.TemplateSequenceModel;
import java.util.Map;

/** Looks whether a render may go on, and whether what it has remembered is short enough. Thread-safe. */
final class AssignedValue implements TemplateDirectiveModel {
    /** A single expression may make many times that. */
    private static final int MOST_CHARS = 500_000;
    private static final int MOST_ENTRIES = 10_000;

    @Override
    public void execute(Environment environment, @SuppressWarnings("rawtypes") Map parameters, TemplateModel[] loopVariables,
            TemplateDirectiveBody body) throws TemplateModelException {
        // A RenderThread that is asked looks at its limits, and throws.
        Thread.currentThread().isInterrupted();
        Object value = parameters.get("value");
        String text = switch (value) {
            case TemplateScalarModel plain -> plain.getAsString();
            case TemplateMarkupOutputModel<?> markup -> html(markup);
            case null, default -> null;
        };
        if (text != null && text.length() > MOST_CHARS) {
            throw RenderThread.limit("puts together a text of more than " + MOST_CHARS + " characters");
        }
        if (value instanceof TemplateSequenceModel list && list.size() > MOST_ENTRIES) {
            throw RenderThread.limit("puts together a list of more than " + MOST_ENTRIES + " entries");
        }
    }

    /** What a block that is remembered has in it. */
    @SuppressWarnings("unchecked")
    private static <M extends TemplateMarkupOutputModel<M>> String html(TemplateMarkupOutputModel<M> markup)
            throws TemplateModelException {
        return markup.getOutputFormat().getMarkupString((M) markup);
    }
}
