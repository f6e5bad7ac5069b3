package org.groundswell.kernel.keeper.features;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.groundswell.kernel.keeper.jars.RefusedException;
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
    public void bundlesStartInTheOrderThatTheySay() throws Exception {
        assertEquals(List.of("g/b/1/b-1.jar", "g/c/1/c-1.jar", "g/a/1/a-1.jar"), read("""
                {"bundles": [{"id": "g:a:1", "start-order": 20}, "g:b:1", {"id": "g:c:1", "start-order": "5"}]}
                """).bundles());
    }

    /** The rules of the Configurator, OSGi Compendium chapter 150. */
    @Test
    public void valuesHaveTheTypesThatTheConfiguratorGivesThem() throws Exception {
        var settings = read("""
                {"configurations": {"a.b~one": {"limits:Integer[]": [1, 2], "bits:int[]": [3], "one:Long[]": 4,
                 "names:Collection<String>": ["x"], "any:Collection": [5, "y"], "half": 0.5, "count": 6,
                 "counts": [7, 8], "flags": [true], "rate:Float": 0.25, "letter:Character": "c", "none": [],
                 "tree": {"a": 1}, ":configurator:policy": "force"}}}
                """).configurations().get("a.b~one");
        assertArrayEquals(new Integer[] {1, 2}, (Integer[]) settings.get("limits"));
        assertArrayEquals(new int[] {3}, (int[]) settings.get("bits"));
        assertArrayEquals(new Long[] {4L}, (Long[]) settings.get("one"));
        assertEquals(List.of("x"), settings.get("names"));
        assertEquals(List.of(5L, "y"), settings.get("any"));
        assertEquals(0.5, settings.get("half"));
        assertEquals(6L, settings.get("count"));
        assertArrayEquals(new Long[] {7L, 8L}, (Long[]) settings.get("counts"));
        assertArrayEquals(new Boolean[] {true}, (Boolean[]) settings.get("flags"));
        assertEquals(0.25f, settings.get("rate"));
        assertEquals('c', settings.get("letter"));
        assertArrayEquals(new String[0], (String[]) settings.get("none"));
        assertEquals("{\"a\":1}", settings.get("tree"));
        assertEquals(13, settings.size());
    }

    @Test
    public void whatIsNoFeatureIsRefused() {
        for (String text : List.of("", "[]", "{", "{}", "{\"bundles\": []}", "{\"bundles\": [{}]}", "{\"bundles\": [\"../../etc:passwd\"]}",
                "{\"bundles\": [\"a:../b:1\"]}", "{\"configurations\": {\"a\": {\"b:Nothing\": 1}}}",
                "{\"configurations\": {\"a\": {\"b:Integer\": \"many\"}}}",
                "{\"configurations\": {\"a\": {\"b:Integer\": 1.5}}}", "{\"configurations\": {\"a\": {\"b:Nothing[]\": []}}}",
                "{\"bundles\": [{\"id\": \"g:a:1\", \"start-order\": \"soon\"}]}", "{\"configurations\": []}")) {
            assertThrows(text, RefusedException.class, () -> read(text));
        }
    }

    private FeatureFile read(String text) throws Exception {
        Path file = folder.newFile().toPath();
        Files.writeString(file, text);
        return FeatureFile.read(file);
    }
}
