package org.groundswell.pages.site;

import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.template.TemplateException;
import freemarker.template.TemplateNotFoundException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in one line what is wrong with a template, and where. */
final class TemplateMistake {
    private static final Pattern FAILED_AT = Pattern.compile("(?:Failed at:|Reached through:) (.*?) {2}\\[in template");

    private static final String FOLDER = "templates/";
    private static final String ENDING = ".ftlh";

    private TemplateMistake() {
    }

    /** Of a page that has none, because of what its front matter says, or because the site lacks one for all. */
    static Problem missing(String page, String language, Content content, String template) {
        String named = content == null ? null : content.meta().get("template");
        if (named == null) {
            return new Problem(FOLDER + template, 0, "expected this file, found none");
        }
        String file = WrittenPlaces.file(language, page);
        int line = SourceLine.of(Map.of(file, content.source()), "template:").map(SourceLine::number).orElse(0);
        return new Problem(file, line, named.endsWith(ENDING) ? "template: expected the name of a file in templates/ without "
                + ENDING + ", such as page, found '" + named + "'" : "template: there is no " + FOLDER + template);
    }

    /** A template that cannot be parsed. */
    static Problem of(LoadedSite loaded, ParseException failure) {
        String name = failure.getTemplateName();
        OptionalInt quote = OpenedQuote.lineOfTemplate(loaded.sources().getOrDefault(name, ""), failure.getLineNumber());
        return quote.isPresent() ? problem(name, quote.getAsInt(), OpenedQuote.MESSAGE)
                : problem(name, failure.getLineNumber(), SiteLoader.firstLine(failure.getEditorMessage()));
    }

    /** A template that fails when it is rendered. */
    static Problem of(LoadedSite loaded, String template, TemplateException failure) {
        String file = failure.getTemplateSourceName() == null ? template : failure.getTemplateSourceName();
        int line = failure.getLineNumber() == null ? 0 : failure.getLineNumber();
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            // A template that is imported or included has the mistake, or is not there.
            switch (cause) {
                case ParseException parse -> {
                    return of(loaded, parse);
                }
                case TemplateNotFoundException missing -> {
                    return problem(file, line, "there is no template " + missing.getTemplateName());
                }
                default -> { }
            }
        }
        String blamed = failure.getBlamedExpressionString();
        if (failure instanceof InvalidReferenceException && blamed != null) {
            return problem(file, line, "'" + blamed + "' has no value here: is it the right name? Where it may be missing,"
                    + " write " + blamed + "!\"\"");
        }
        String message = SiteLoader.firstLine(failure.getCause() instanceof RuntimeException cause ? cause.toString()
                : failure.getMessageWithoutStackTop());
        return problem(file, line, message + at(failure));
    }

    /** The piece of the template that failed. */
    private static String at(TemplateException failure) {
        String stack = failure.getFTLInstructionStack();
        Matcher failed = FAILED_AT.matcher(stack == null ? "" : stack);
        return failed.find() ? ", at " + failed.group(1) : "";
    }

    private static Problem problem(String template, int line, String message) {
        return new Problem("templates/" + template, line, message);
    }
}
