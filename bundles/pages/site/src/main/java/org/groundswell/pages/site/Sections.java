package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.groundswell.pages.api.PageSection;
import org.groundswell.pages.api.Site;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The parts of pages that other bundles bring, as they were when they were asked last. */
@Component(service = Sections.class)
public final class Sections {
    private final Map<ServiceReference<PageSection>, SectionSource> present =
            new ConcurrentSkipListMap<>(Comparator.reverseOrder());
    private Map<String, List<Section>> shown = Map.of();
    private List<String> problems = List.of();

    /** Made by the framework. */
    @Activate
    public Sections() {
    }

    /** One section in one language. */
    record Section(String page, String name, String live, String html) {

        /** As templates see it. */
        Map<String, String> model() {
            return Map.of("name", name, "live", live, "html", html);
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindSection(ServiceReference<PageSection> reference, PageSection section) {
        Bundle bundle = reference.getBundle();
        present.put(reference, new SectionSource(section, bundle == null ? "" : bundle.getSymbolicName()));
    }

    void unbindSection(ServiceReference<PageSection> reference) {
        SectionSource gone = present.remove(reference);
        if (gone != null) {
            gone.close();
        }
    }

    /** Why pages do not show what the sections say now. */
    List<String> problems() {
        return problems;
    }

    /** What was found by the last {@link #refresh}, by language. */
    Map<String, List<Section>> shown() {
        return shown;
    }

    /** Asks again; returns whether something is new. By one thread at a time. */
    boolean refresh(Site site) {
        var now = new HashMap<String, List<Section>>();
        var found = new ArrayList<String>();
        for (SectionSource each : present.values()) {
            Map<String, Section> answers = each.ask(site.languages());
            answers.forEach((language, section) ->
                    now.computeIfAbsent(language, _ -> new ArrayList<>()).add(section));
            each.problem().ifPresent(found::add);
        }
        problems = List.copyOf(found);
        boolean changed = !now.equals(shown);
        shown = Map.copyOf(now);
        return changed;
    }
}
