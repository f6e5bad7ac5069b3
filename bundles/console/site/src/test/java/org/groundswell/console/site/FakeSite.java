package org.groundswell.console.site;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.PageException;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.groundswell.pages.api.SiteProblems;
import org.groundswell.pages.api.editing.Findings;
import org.groundswell.pages.api.editing.Preview;
import org.groundswell.pages.api.editing.Publication;
import org.groundswell.pages.api.editing.SiteEditing;
import org.groundswell.pages.api.editing.SitePicture;
import org.groundswell.pages.api.editing.TextChange;
import org.joda.money.Money;

/** A site folder in memory; a text with the word "broken" in it does not pass the check. */
final class FakeSite implements SiteEditing, SiteProblems {
    final Map<String, byte[]> files = new TreeMap<>();
    long nanoTime;
    final SiteRelease release = new SiteRelease(this, () -> nanoTime);
    boolean isFull;
    boolean isLinked;
    /** What happens while the site is copied for a look. */
    volatile Runnable onCopy = () -> { };
    private Map<String, byte[]> shown = Map.of();

    void write(String file, String text) {
        files.put(file, text.getBytes(StandardCharsets.UTF_8));
    }

    String read(String file) {
        return new String(files.get(file), StandardCharsets.UTF_8);
    }

    Pages pages() {
        var site = new Site("Small", List.of("en", "nl", "ar"), List.of(new Campaign("flood", Money.parse("EUR 100"), List.of(),
                List.of())), ZoneId.of("Europe/Amsterdam"));
        return (Pages) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Pages.class}, (_, called, _) -> {
            if (called.getName().equals("site")) {
                return site;
            }
            throw new UnsupportedOperationException(called.getName());
        });
    }

    @Override
    public Map<String, byte[]> texts() {
        var texts = new TreeMap<>(files);
        texts.keySet().removeIf(each -> !TextChange.isText(each));
        if (!shown.equals(texts)) {
            shown = Collections.unmodifiableMap(texts);
        }
        return shown;
    }

    @Override
    public List<SitePicture> pictures() {
        return files.keySet().stream().filter(each -> TextChange.isPicture(each) && !each.contains("w.")).map(each ->
                new SitePicture(each, 8, 4, 10, files.keySet().stream().filter(one -> one.startsWith(each.replaceAll("\\.[a-z]+$", ".")
                        ) && !one.equals(each)).toList(), texts().entrySet().stream().filter(text -> new String(text.getValue(),
                        StandardCharsets.UTF_8).contains(each.substring(7))).map(Map.Entry::getKey).toList())).toList();
    }

    @Override
    public byte[] picture(String file) {
        return TextChange.isPicture(file) ? files.get(file) : null;
    }

    @Override
    public void copyTo(Path folder, List<TextChange> changes) throws IOException {
        onCopy.run();
        var all = new TreeMap<>(files);
        changes.forEach(each -> all.put(each.file(), each.text()));
        for (Map.Entry<String, byte[]> each : all.entrySet()) {
            Files.createDirectories(folder.resolve(each.getKey()).getParent());
            Files.write(folder.resolve(each.getKey()), each.getValue());
        }
    }

    @Override
    public Findings check(List<TextChange> changes) {
        var mistakes = new ArrayList<String>();
        for (TextChange each : changes) {
            if (each.text() == null && isLinked) {
                mistakes.add("site/content/en/about.md, line 7: 'home' leads nowhere");
            }
            if (each.text() != null && new String(each.text(), StandardCharsets.UTF_8).contains("broken")) {
                mistakes.add("site/" + each.file() + ", line 4: 'nowhere' leads nowhere");
            }
        }
        return new Findings(mistakes, List.of());
    }

    @Override
    public Preview preview(String page, String language, List<TextChange> changes) {
        TextChange change = changes.stream().filter(each -> each.file().contains("/" + language + "/")).findFirst()
                .orElseThrow(() -> new PageException("site/content/" + language + "/" + page + ".md: there is no such page"));
        return new Preview("<p>" + page + new String(change.text(), StandardCharsets.UTF_8), "sandbox");
    }

    @Override
    public Publication publish(List<TextChange> changes) throws IOException {
        List<String> changed = changes.stream().filter(each -> !TextChange.digest(files.get(each.file()))
                .equals(each.expected())).map(TextChange::file).toList();
        if (!changed.isEmpty()) {
            return new Publication.Changed(changed);
        }
        if (!check(changes).mistakes().isEmpty()) {
            return new Publication.Refused(check(changes).mistakes());
        }
        if (isFull) {
            throw new IOException("no space left");
        }
        for (TextChange each : changes) {
            if (each.text() == null) {
                files.remove(each.file());
            } else {
                files.put(each.file(), each.text());
            }
        }
        return new Publication.Published(List.of());
    }

    @Override
    public List<String> problems() {
        return List.of("site/content/nl/home.md, line 9: 'x' leads nowhere");
    }

    @Override
    public boolean isWhole() {
        return true;
    }
}
