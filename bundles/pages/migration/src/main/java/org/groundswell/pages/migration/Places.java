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

    /** The file of a picture. */
    abstract Found picture(String address);

    /** Its name in {@code assets/}; that it could not be taken is noted. */
    final Optional<String> pictureOrRemark(String address) {
        return taken(picture(address), address, "a picture was left out: ", "a picture is not at hand and was left out: ");
    }

    /** Where a link that is to no page leads, if it is to a file; else that is noted. */
    final Optional<String> fileOrRemark(Found file, String address) {
        return taken(file, address, "a link leads to a file that was left out: ",
                "a link leads to nothing that was taken over: ");
    }

    private Optional<String> taken(Found file, String address, String refused, String missing) {
        return switch (file) {
            case Found.Taken taken -> Optional.of(taken.name());
            case Found.Refused why -> {
                lost(refused + address + " " + why.why(), address);
                yield Optional.empty();
            }
            case Found.Missing _ -> {
                lost(missing + address, address);
                yield Optional.empty();
            }
        };
    }

    /** Names a page's own picture in its front matter. */
    final void head(Map<String, String> head, String address, String alternative) {
        pictureOrRemark(address).ifPresent(name -> {
            head.put("picture", name);
            if (!alternative.isEmpty()) {
                head.put("alt", alternative);
            }
            described(name, alternative, address);
        });
    }

    /** Notes a picture of which the old site does not say what it shows: the check has no mercy on it. */
    final void described(String name, String alternative, String written) {
        if (alternative.isBlank()) {
            lost("nobody has said what the picture " + name + " shows; the check asks for it before the page is published",
                    written);
        }
    }

    /**
     * Notes something of the page that is lost or became something else.
     *
     * @param written a piece of it as it stands on the page
     */
    final void lost(String what, String written) {
        int line = line(written);
        remarks.add(new Remark(line == 0 ? source : source + ":" + line, what));
    }

    /** Where a piece of the page stands first; 0 where that is not known. */
    int line(String written) {
        return 0;
    }

    /** What was noted, each once. */
    final List<Remark> remarks() {
        return List.copyOf(remarks);
    }
}
