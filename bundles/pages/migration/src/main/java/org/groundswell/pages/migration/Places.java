package org.groundswell.pages.migration;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where the links and pictures of one page lead in the new site, and what of the page is lost. Used by one thread. */
abstract class Places {
    private final String source;
    private final Set<Remark> remarks = new LinkedHashSet<>();

    /** @param source the page, for people */
    Places(String source) {
        this.source = source;
    }

    /** The address for a link; the same one where it leads elsewhere. */
    abstract String link(String address);

    /** The name of a picture's file in {@code assets/}; nothing where it is not at hand. */
    abstract Optional<String> picture(String address);

    /** The same; that one is not at hand is noted. */
    final Optional<String> pictureOrRemark(String address) {
        Optional<String> name = picture(address);
        if (name.isEmpty()) {
            lost("a picture is not at hand and was left out: " + address);
        }
        return name;
    }

    /** Names a page's own picture in its front matter. */
    final void head(Map<String, String> head, String address, String alternative) {
        pictureOrRemark(address).ifPresent(name -> {
            head.put("picture", name);
            if (!alternative.isEmpty()) {
                head.put("alt", alternative);
            }
        });
    }

    /** Notes something of the page that is lost or became something else. */
    final void lost(String what) {
        remarks.add(new Remark(source, what));
    }

    /** What was noted, each once. */
    final List<Remark> remarks() {
        return List.copyOf(remarks);
    }
}
