package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.groundswell.pages.api.PageSection;
import org.groundswell.pages.api.Site;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of pages that other bundles bring, as they were when they were asked last. */
@Component(service = Sections.class)
public final class Sections {
    private static final Logger LOG = LoggerFactory.getLogger(Sections.class);

    private final Map<ServiceReference<PageSection>, PageSection> present =
            new ConcurrentSkipListMap<>(Comparator.reverseOrder());
    private Map<String, List<Section>> shown = Map.of();

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
        present.put(reference, section);
    }

    void unbindSection(ServiceReference<PageSection> reference) {
        present.remove(reference);
    }

    /** What was found by the last {@link #refresh}, by language. */
    Map<String, List<Section>> shown() {
        return shown;
    }

    /** Asks again; returns whether something is new. By one thread at a time. */
    boolean refresh(Site site) {
        var now = new HashMap<String, List<Section>>();
        for (String language : site.languages()) {
            var sections = new ArrayList<Section>();
            for (PageSection each : present.values()) {
                try {
                    sections.add(new Section(each.page(), each.name(), each.live(), each.html(language)));
                } catch (RuntimeException e) {
                    // The page stays as it was rather than losing a part of itself.
                    LOG.warn("A section of a page could not be made: {}", e.getMessage());
                    return false;
                }
            }
            now.put(language, List.copyOf(sections));
        }
        boolean changed = !now.equals(shown);
        shown = Map.copyOf(now);
        return changed;
    }
}
