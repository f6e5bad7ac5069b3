package org.groundswell.pages.site;

import freemarker.core.Environment;
import freemarker.core.ParseException;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.PageException;

/** Renders the pages of one loaded site. Thread-safe. */
final class Renderer {
    private static final String PLAIN_PAGE = "page";
    /** The page that says what happens with visitors' data. */
    private static final String PRIVACY = "privacy";
    private static final String CAMPAIGN = "campaign";
    private static final String ENTRY = "news-entry";
    private static final String TEMPLATES = "templates/";

    private final LoadedSite loaded;
    private final LimitedRenders renders;
    private final CampaignViews campaigns;
    private final PageHead head;
    private final News news;
    private final Resting resting = new Resting();

    Renderer(LoadedSite loaded, LimitedRenders renders) {
        this.loaded = loaded;
        this.renders = renders;
        this.campaigns = new CampaignViews(loaded);
        this.head = new PageHead(loaded, campaigns);
        this.news = new News(loaded);
    }

    /**
     * A rendered page.
     *
     * @param showsFigures whether it asked for the ledger's figures, and so changes when they do
     */
    record Rendered(String html, boolean showsFigures) {
    }

    /** Whether there is a place to render in. */
    boolean hasPlace() {
        return renders.hasPlace();
    }

    /** Whether no page has gone beyond its limits of late. */
    boolean isWithinLimits() {
        return resting.isEmpty();
    }

    /** Whether one that did may be tried again. */
    boolean isRested() {
        return resting.isOver();
    }

    /** @throws RenderFailure naming file and line where the template fails, or goes beyond the limits of a page */
    Rendered render(String page, String language, Figures figures, Map<String, ?> values) {
        return render(page, language, figures, values, renders);
    }

    /**
     * The same in places of its own.
     *
     * @throws RenderFailure as above
     */
    Rendered render(String page, String language, Figures figures, Map<String, ?> values, LimitedRenders places) {
        resting.why(page, language).ifPresent(why -> {
            throw new RenderFailure(why.mistake(), page, language, why);
        });
        Content content = loaded.content(language, page).orElse(null);
        String templateName = templateFor(page, content);
        try {
            Rendered rendered = places.run(resting.cpu(),
                    () -> render(page, language, content, templateName, figures, values));
            resting.ended(page, language);
            return rendered;
        } catch (RenderLimitException e) {
            String file = e.template().isEmpty() ? templateName : e.template();
            var failure = new RenderFailure(new Problem(TEMPLATES + file, e.line(), e.getMessage()).toString(), page,
                    language, e);
            resting.rest(page, language, failure);
            throw failure;
        } catch (PageException e) {
            throw new RenderFailure(e.getMessage(), page, language, e);
        }
    }

    private Rendered render(String page, String language, Content content, String templateName, Figures figures,
            Map<String, ?> values) {
        // A picture of them changes, too.
        boolean[] asked = {PageHead.card(page, language, campaign(values), figures.cards()).isPresent()};
        Map<String, Object> model = model(page, language, content, figures, values);
        model.put("figures", tracked(figures, asked));
        var out = new BoundedWriter();
        try {
            Template template = loaded.templates().getTemplate(templateName);
            var environment = template.createProcessingEnvironment(model, out);
            environment.setLocale(Locale.forLanguageTag(language));
            environment.process();
        } catch (TemplateNotFoundException e) {
            throw new PageException(TemplateMistake.missing(page, language, content, templateName).toString(), e);
        } catch (TemplateException e) {
            if (e.getCause() instanceof RenderLimitException limit) {
                throw limit;
            }
            throw failure(TemplateMistake.of(loaded, templateName, e), e);
        } catch (IOException e) {
            // FreeMarker remembers a template that cannot be parsed and tells of the first failure as the cause.
            if (e instanceof ParseException || e.getCause() instanceof ParseException) {
                var parse = (ParseException) (e instanceof ParseException ? e : e.getCause());
                throw failure(TemplateMistake.of(loaded, parse), e);
            }
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw failure(new Problem(TEMPLATES + templateName, 0, "cannot be read: "
                    + SiteLoader.firstLine(cause.toString())), e);
        }
        return new Rendered(out.toString(), asked[0]);
    }

    /** All that a page's template may use, by name; docs/templates.md lists it. */
    Map<String, Object> model(String page, String language, Content content, Figures figures, Map<String, ?> values) {
        var model = new HashMap<String, Object>();
        Campaign campaign = campaign(values);
        describe(model, page, language, campaign, content, new Formats(language, loaded.site().zone()),
                values.get("address") instanceof String known ? known : "", figures.cards());
        model.put("figures", figures.byCampaign());
        model.putAll(values);
        // A page of another bundle may have something of its own under this name.
        if (values.get("campaign") == null || values.get("campaign") instanceof String) {
            String id = values.get("campaign") instanceof String given ? given : "";
            model.put("campaign", id.isEmpty() || id.equals(campaign.id()) ? campaigns.of(campaign, language)
                    : campaigns.gone(id, language));
        }
        return model;
    }

    private Campaign campaign(Map<String, ?> values) {
        return loaded.site().campaignOrDefault(values.get("campaign") instanceof String id ? id : null);
    }

    /** The name of the template that a page uses. */
    String templateFor(String page, Content content) {
        String named = content == null ? null : content.meta().get("template");
        if (named != null) {
            return named + ".ftlh";
        }
        String kind = CampaignPages.isOne(page) ? CAMPAIGN : News.isEntry(page) ? ENTRY : page;
        return Stream.of(page, kind, Shipped.TEMPLATES + kind, PLAIN_PAGE, Shipped.TEMPLATES + PLAIN_PAGE).map(name -> name + ".ftlh")
                .filter(loaded.templateNames()::contains).findFirst().orElse(PLAIN_PAGE + ".ftlh");
    }

    private void describe(Map<String, Object> model, String page, String language, Campaign campaign, Content content,
            Formats formats, String address, Cards cards) {
        model.put("site", loaded.site());
        model.put("campaigns", campaigns.in(language));
        model.put("logo", loaded.asset(loaded.appearance().logo()).map(Asset::address).orElse(""));
        model.put("colours", loaded.appearance().colours());
        model.put("style", loaded.asset(Appearance.STYLE).map(Asset::address).orElse(""));
        model.put("hideNames", loaded.appearance().namesHidden());
        model.put("askAddress", loaded.appearance().addressAsked());
        model.put("privacy", loaded.has(PRIVACY) ? loaded.link(language, PRIVACY) : "");
        model.put("menu", menu(language));
        model.put("languages", new PageLanguages(loaded).of(page, language, campaign));
        model.putAll(head.of(page, language, campaign, content, address, cards));
        model.put("lang", language);
        model.put("dir", formats.direction());
        model.put("locale", formats.browserLocale());
        model.put("page", page);
        model.put("sections", List.of());
        model.put("news", news.in(language));
        if (content != null && News.isEntry(page)) {
            model.put("entry", News.view(loaded, language, page));
        }
        model.put("meta", content == null ? Map.of() : content.meta());
        model.put("content", content == null ? "" : content.html());
        model.putAll(TemplateFunctions.of(loaded, language, formats));
    }

    /** The pages of the menu that this language has, under their short titles. */
    private List<Map<String, String>> menu(String language) {
        return loaded.appearance().menu().stream().filter(page -> loaded.isShown(language, page))
                .map(page -> {
                    Map<String, String> meta = loaded.content(language, page).orElseThrow().meta();
                    return Map.of("page", page, "path", LoadedSite.address(language, page), "title",
                            meta.getOrDefault("menu", meta.get("title")));
                }).toList();
    }

    private static TemplateHashModel tracked(Figures figures, boolean[] asked) {
        return new TemplateHashModel() {
            @Override
            public TemplateModel get(String campaign) throws TemplateModelException {
                asked[0] = true;
                var found = figures.byCampaign().get(campaign);
                return found == null ? null
                        : Environment.getCurrentEnvironment().getObjectWrapper().wrap(found);
            }

            @Override
            public boolean isEmpty() {
                return figures.byCampaign().isEmpty();
            }
        };
    }

    private static PageException failure(Problem problem, Exception cause) {
        return new PageException(problem.toString(), cause);
    }
}
