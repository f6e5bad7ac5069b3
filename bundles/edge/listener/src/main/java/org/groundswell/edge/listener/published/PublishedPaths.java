package org.groundswell.edge.listener.published;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundswell.edge.api.snapshots.PublishedSnapshots;
import org.groundswell.kernel.api.keeper.PublicPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The root, and all below a language of the site: there, any page may come. What is published elsewhere is answered
 * before any servlet is asked, so that nobody can take it.
 */
@Component
public final class PublishedPaths implements PublicPaths {
    private final PublishedSnapshots published;

    @Activate
    public PublishedPaths(@Reference PublishedSnapshots published) {
        this.published = published;
    }

    @Override
    public String owner() {
        return "the site";
    }

    @Override
    public Set<String> patterns() {
        List<String> languages = published.now().languages();
        return Stream.concat(Stream.of(""), languages.stream().map(language -> "/" + language + "/*"))
                .collect(Collectors.toUnmodifiableSet());
    }
}
