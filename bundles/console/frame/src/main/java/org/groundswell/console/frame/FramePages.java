package org.groundswell.console.frame;

import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateNotFoundException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.Alarms;
import org.groundswell.console.api.Role;
import org.groundswell.console.api.SignedIn;
import org.groundswell.pages.api.Pages;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Puts a page into the frame. Nothing is sent before all of it is rendered. */
@Component(service = {AdminPages.class, FramePages.class})
public final class FramePages implements AdminPages {
    private static final String FRAME = "frame.ftlh";

    private final PageSources sources = new PageSources();
    private final Menu menu;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Pages site;
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Alarms> alarms = List.of();

    @Activate
    public FramePages(BundleContext context) {
        this.menu = new Menu(context, sources);
    }

    @Override
    public void show(HttpServletRequest request, HttpServletResponse response, Class<?> owner, String template,
            Map<String, ?> values) throws IOException {
        String language = Languages.of(request);
        PageSources.Source frame = sources.of(FramePages.class);
        PageSources.Source source = sources.of(owner);
        Optional<SignedIn> person = AdminRequest.person(request);
        var model = new HashMap<String, Object>(values);
        var formats = new PageFormats(language, zone());
        formats.addTo(model, List.of(source.texts(), frame.texts()));
        addPerson(model, person);
        model.put("body", render(source, template, model));
        String title = template.replaceFirst("\\.[^.]*$", "") + ".title";
        model.put("title", source.texts().find(language, title).orElse(title));
        List<Map<String, Object>> entries = person.map(each -> menu.entries(each, language, request.getRequestURI()))
                .orElse(List.of());
        model.put("menu", entries);
        model.put("alarms", person.filter(FramePages::seesAlarms).map(each -> alarms(language, entries)).orElse(List.of()));
        model.put("here", request.getMethod().equals("GET") ? address(request) : AdminContext.PATH);
        model.put("languages", Texts.LANGUAGES.stream().map(each -> Map.of("id", each, "name", Languages.name(each)))
                .toList());
        model.put("style", FrameFiles.STYLE_ADDRESS);
        model.put("icon", FrameFiles.ICON_ADDRESS);
        send(response, render(frame, FRAME, model));
    }

    @Override
    public Locale language(HttpServletRequest request) {
        return Locale.forLanguageTag(Languages.of(request));
    }

    /** What somebody may do, for the page one lands on. */
    List<Map<String, Object>> entries(HttpServletRequest request) {
        return AdminRequest.person(request).map(each -> menu.entries(each, Languages.of(request), "")).orElse(List.of());
    }

    /** Whoever only enters gifts by phone has no time for them, and no page that helps. */
    private static boolean seesAlarms(SignedIn person) {
        return person.roles().stream().anyMatch(each -> each != Role.PHONE);
    }

    /** @param menu what the reader may open: no alarm leads to a page that is refused */
    private List<Map<String, Object>> alarms(String language, List<Map<String, Object>> menu) {
        Set<Object> open = menu.stream().map(each -> each.get("address")).collect(Collectors.toSet());
        return alarms.stream().flatMap(each -> each.now(Locale.forLanguageTag(language)).stream())
                .sorted(Comparator.comparing(Alarms.Alarm::since))
                .map(each -> Map.<String, Object>of("what", each.what(), "remedy", each.remedy(), "since", each.since(),
                        "address", open.contains(each.address().replaceFirst("\\?.*", "")) ? each.address() : "")).toList();
    }

    private static void addPerson(Map<String, Object> model, Optional<SignedIn> person) {
        model.put("token", person.map(SignedIn::token).orElse(""));
        person.ifPresent(each -> {
            model.put("me", Map.of("name", each.name(), "roles", each.roles().stream().map(Role::id).sorted().toList()));
            model.put("isTechnician", each.roles().contains(Role.OWNER) || each.roles().contains(Role.OPERATOR));
        });
    }

    private ZoneId zone() {
        Pages pages = site;
        try {
            return pages == null ? ZoneOffset.UTC : pages.site().zone();
        } catch (RuntimeException e) {
            // A page of the console is shown while the site is away, too.
            return ZoneOffset.UTC;
        }
    }

    private static String address(HttpServletRequest request) {
        return request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
    }

    private static String render(PageSources.Source source, String name, Map<String, Object> model) throws IOException {
        try {
            Template template = source.templates().getTemplate(name);
            var text = new StringWriter();
            template.process(model, text);
            return text.toString();
        } catch (TemplateNotFoundException e) {
            throw new IllegalArgumentException("There is no template " + name, e);
        } catch (TemplateException e) {
            throw new IOException("The template " + name + " fails: " + e.getMessageWithoutStackTop(), e);
        }
    }

    private static void send(HttpServletResponse response, String page) throws IOException {
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/html; charset=utf-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
