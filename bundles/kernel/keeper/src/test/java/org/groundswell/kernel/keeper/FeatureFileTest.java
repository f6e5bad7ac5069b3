package org.groundswell.kernel.keeper;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FeatureFileTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void bundlesAndTypedSettingsAreRead() throws Exception {
        FeatureFile feature = read("""
                {"bundles": ["org.example:one:1.0", {"id": "org.example.b:two:2.0", "start-order": 20}],
                 "configurations": {"a.b": {"limit:Integer": 5, "on": true, "names": ["x", "y"], "text": "t"}}}
                """);
        assertEquals(List.of("org/example/one/1.0/one-1.0.jar", "org/example/b/two/2.0/two-2.0.jar"),
                feature.bundles());
        var settings = feature.configurations().get("a.b");
        assertEquals(5, settings.get("limit"));
        assertEquals(true, settings.get("on"));
        assertEquals("t", settings.get("text"));
        assertArrayEquals(new String[] {"x", "y"}, (String[]) settings.get("names"));
    }

    @Test
    public void whatIsNoFeatureIsRefused() {
        for (String text : List.of("", "[]", "{", "{\"bundles\": [{}]}", "{\"bundles\": [\"../../etc:passwd\"]}",
                "{\"bundles\": [\"a:../b:1\"]}", "{\"configurations\": {\"a\": {\"b:Nothing\": 1}}}",
                "{\"configurations\": {\"a\": {\"b:Integer\": \"many\"}}}", "{\"configurations\": []}")) {
            assertThrows(text, RefusedException.class, () -> read(text));
        }
    }

    private FeatureFile read(String text) throws Exception {
        Path file = folder.newFile().toPath();
        Files.writeString(file, text);
        return FeatureFile.read(file);
    }
}
