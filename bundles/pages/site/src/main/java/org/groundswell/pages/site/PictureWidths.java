package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pictures that are there in several widths: beside {@code boat.jpg} stands {@code boat.480w.jpg}. */
final class PictureWidths {
    /** How wide a picture in a text is: the browser itself, the column, or the screen. */
    static final String SIZES = "auto, (min-width: 46rem) 42rem, 92vw";
    private static final Pattern NARROW = Pattern.compile("(?<stem>.+)\\.(?<width>[1-9][0-9]{1,3})w(?<ending>\\.[A-Za-z]+)");

    private PictureWidths() {
    }

    /** The name of the picture of which this file is a smaller width. */
    static Optional<String> widest(String file) {
        Matcher narrow = NARROW.matcher(file);
        return narrow.matches() ? Optional.of(narrow.group("stem") + narrow.group("ending")) : Optional.empty();
    }

    /** What a browser chooses from, by the path of the widest: an image candidate list (HTML, {@code srcset}). */
    static Map<String, String> candidates(Map<String, Asset> assets) {
        var narrow = new HashMap<String, List<Asset>>();
        new TreeMap<>(assets).forEach((name, asset) -> widest(name).filter(assets::containsKey)
                .ifPresent(each -> narrow.computeIfAbsent(each, _ -> new ArrayList<>()).add(asset)));
        var candidates = new HashMap<String, String>();
        narrow.forEach((name, smaller) -> candidates(assets.get(name), smaller)
                .ifPresent(each -> candidates.put(assets.get(name).path(), each)));
        return Map.copyOf(candidates);
    }

    /** The same for one of them; nothing where it is there in one width. */
    static Optional<String> of(Map<String, Asset> assets, String name) {
        List<Asset> smaller = assets.entrySet().stream().filter(each -> widest(each.getKey()).filter(name::equals).isPresent())
                .sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).toList();
        return smaller.isEmpty() ? Optional.empty() : candidates(assets.get(name), smaller);
    }

    private static Optional<String> candidates(Asset widest, List<Asset> smaller) {
        record Candidate(int width, String address) {
        }

        var all = new ArrayList<Candidate>();
        for (Asset each : smaller) {
            PictureSize.of(each.bytes()).ifPresent(size -> all.add(new Candidate(size.width(), each.address())));
        }
        PictureSize.of(widest.bytes()).ifPresent(size -> all.add(new Candidate(size.width(), widest.address())));
        if (all.size() < 2) {
            return Optional.empty();
        }
        all.sort(Comparator.comparingInt(Candidate::width));
        return Optional.of(String.join(", ", all.stream().map(each -> each.address() + " " + each.width() + "w").toList()));
    }
}
