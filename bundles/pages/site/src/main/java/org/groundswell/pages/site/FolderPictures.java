package org.groundswell.pages.site;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.groundswell.pages.api.editing.SitePicture;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.shared.paths.WebPath;

/** The pictures of a folder, and which of its files name them. */
final class FolderPictures {
    private static final String ASSETS = "assets/";
    private static final Pattern TEXT = Pattern.compile("(?i).*\\.(md|ftlh|css|js|yaml|html|svg|json|webmanifest|xml|txt)");

    private FolderPictures() {
    }

    static List<SitePicture> of(SiteFolder folder) {
        Map<String, byte[]> all = folder.all();
        var texts = new TreeMap<String, String>();
        all.forEach((name, bytes) -> {
            if (TEXT.matcher(name).matches()) {
                texts.put(name, new String(bytes, StandardCharsets.UTF_8));
            }
        });
        var smaller = new HashMap<String, List<String>>();
        var pictures = new TreeMap<String, byte[]>();
        all.forEach((name, bytes) -> {
            Optional<String> widest = PictureWidths.widest(name).filter(all::containsKey);
            if (TextChange.isPicture(name) && widest.isPresent()) {
                smaller.computeIfAbsent(widest.get(), _ -> new ArrayList<>()).add(name);
            } else if (TextChange.isPicture(name)) {
                pictures.put(name, bytes);
            }
        });
        return pictures.entrySet().stream().map(each -> {
            List<String> narrow = smaller.getOrDefault(each.getKey(), List.of());
            Optional<PictureSize> size = PictureSize.of(each.getValue());
            long bytes = each.getValue().length + narrow.stream().mapToLong(name -> all.get(name).length).sum();
            return new SitePicture(each.getKey(), size.map(PictureSize::width).orElse(0),
                    size.map(PictureSize::height).orElse(0), bytes, narrow, usedBy(each.getKey(), texts));
        }).toList();
    }

    private static List<String> usedBy(String file, Map<String, String> texts) {
        String last = file.substring(file.lastIndexOf('/') + 1);
        String address = WebPath.encoded(last);
        Pattern written = Pattern.compile(Pattern.quote(last) + (address.equals(last) ? "" : "|(?i:" + Pattern.quote(address) + ")"));
        return texts.entrySet().stream().filter(each -> written.matcher(each.getValue()).find()).map(Map.Entry::getKey).toList();
    }
}
