package org.groundswell.pages.check;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;

/** The other looks that are shipped, laid over the default site. */
public class ThemesTest {
    private static final Path THEMES = Path.of("../../../runtime/themes");

    @Rule
    public final CheckedSite site = new CheckedSite();

    @Test
    public void noneHasAnythingToMend() throws IOException {
        List<Path> themes;
        try (Stream<Path> folders = Files.list(THEMES)) {
            themes = folders.filter(Files::isDirectory).toList();
        }
        assertFalse(themes.isEmpty());
        for (Path theme : themes) {
            site.put(CheckedSite.SHIPPED);
            site.put(theme);
            assertEquals(theme.toString(), List.of(), site.findings());
        }
    }
}
