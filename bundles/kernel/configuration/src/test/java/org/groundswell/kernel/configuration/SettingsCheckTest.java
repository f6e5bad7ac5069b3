package org.groundswell.kernel.configuration;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundswell.shared.settings.SettingsFile.Line;
import org.groundswell.shared.settings.SettingsFile;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

public class SettingsCheckTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void convertsToTheTypesTheComponentExpects() {
        var checked = check("port = 80\nopen = true\n");
        assertEquals(List.of(), checked.problems());
        assertEquals(80, checked.values().get("port"));
        assertEquals(true, checked.values().get("open"));
    }

    @Test
    public void namesFileLineKeyAndWhatWasExpected() {
        assertEquals(List.of("conf/a.cfg, line 2: port: expected a whole number (Port to listen on), found 'eighty'"),
                check("open = false\nport = eighty\n").problems());
        assertEquals(List.of("conf/a.cfg, line 1: open: expected true or false (Whether), found 'yes'"),
                check("open = yes\n").problems());
        assertEquals(List.of("conf/a.cfg, line 1: no such key 'prot'; known are factors, hosts, key, open,"
                + " port, ports"),
                check("prot = 80\n").problems());
        assertEquals(List.of("conf/a.cfg, line 1: port: expected a whole number (Port to listen on), found '0':"
                + " out of range"), check("port = 0\n").problems());
    }

    @Test
    public void theRangeIsSaidWithWhateverIsWrong() throws Exception {
        Path xml = folder.newFile("metatype.xml").toPath();
        Files.writeString(xml, """
                <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
                  <OCD id="a" name="A"><AD id="port" type="Integer" min="1" max="20"/><AD id="open" type="Boolean"/>
                    <AD id="ports" type="Integer" min="1"/></OCD>
                  <Designate pid="org.example.a"><Object ocdref="a"/></Designate>
                </metatype:MetaData>""");
        Bundle bundle = (Bundle) Proxy.newProxyInstance(Bundle.class.getClassLoader(), new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> Collections.enumeration(List.of(xml.toUri().toURL())));
        Map<String, String> ranges = Ranges.of(bundle, "org.example.a");
        assertEquals(Map.of("port", "1 to 20", "ports", "1 at least"), ranges);
        assertEquals(Map.of(), Ranges.of(bundle, "org.example.b"));
        SettingsFile file = SettingsFile.parse("a.cfg", "port = eighty\n");
        assertEquals(List.of("conf/a.cfg, line 1: port: expected a whole number (Port to listen on; 1 to 20), found"
                + " 'eighty'"), SettingsCheck.check("a.cfg", file, new RangedDefinition(DEFINITION, () -> ranges)).problems());
    }

    @Test
    public void aNumberIsWrittenWithTheDigitsThatAllRead() {
        for (String other : List.of("\u0662\u0665", "8\u06f0", "\uff18\uff10", "\ud835\udfd6")) {
            assertEquals(List.of("conf/a.cfg, line 1: port: expected a whole number (Port to listen on), found '" + other
                    + "', which is to be written with the digits 0 to 9"), check("port = " + other + "\n").problems());
            assertEquals(1, SettingsCheck.check("a", Map.of("port", List.of(other)), DEFINITION).problems().size());
            assertEquals(1, check("factors = 0." + other + "\n").problems().size());
            assertEquals("a text may have them", List.of(), check("hosts = " + other + "\n").problems());
        }
    }

    @Test
    public void listsHaveTheirType() {
        var checked = check("ports = 80, 81\nfactors = 0.5\nhosts = a,b\n");
        assertEquals(List.of(), checked.problems());
        assertArrayEquals(new Integer[] {80, 81}, (Integer[]) checked.values().get("ports"));
        assertArrayEquals(new Double[] {0.5}, (Double[]) checked.values().get("factors"));
        assertArrayEquals(new String[] {"a", "b"}, (String[]) checked.values().get("hosts"));
        assertEquals(List.of("conf/a.cfg, line 1: ports: expected a whole number (Ports), found 'b'"),
                check("ports = 80, b\n").problems());
        assertEquals(List.of("conf/a.cfg, line 1: factors: expected at most 2 values, found 3"),
                check("factors = 1, 2, 3\n").problems());
    }

    @Test
    public void aSecretIsNamedAndNeverRepeated() {
        assertEquals(List.of(), check("key = file:conf/key\n").problems());
        assertEquals(List.of(), check("key =\n").problems());
        String problem = check("key = sk_live_12345\n").problems().getFirst();
        assertTrue(problem, problem.startsWith("conf/a.cfg, line 1: key: expected env:NAME or file:path"));
        assertFalse(problem, problem.contains("sk_live"));
    }

    @Test
    public void aValueIsOneLine() {
        var posted = SettingsCheck.check("a", Map.of("hosts", List.of("a\nport = 1"), "port", List.of("1x"),
                "nobody", List.of("knows")), DEFINITION);
        assertEquals(Set.of("hosts: expected a text without control characters (Hosts), found 'a?port = 1'",
                "port: expected a whole number (Port to listen on), found '1x'"), Set.copyOf(posted.problems()));
        String problem = check("port = " + "9".repeat(5000) + "\n").problems().getFirst();
        assertTrue(problem, problem.length() < 300);
    }

    @Test
    public void settingsOfTheKernelAreComparedWithEachOther() {
        String pid = "org.groundswell.kernel.switchboard";
        var definition = new Definition(new Attribute("holdMillis", AttributeDefinition.INTEGER, "", 0, "5000"),
                new Attribute("drainMillis", AttributeDefinition.INTEGER, "", 0, "10000"));
        assertEquals(List.of("conf/s.cfg, line 1: drainMillis: expected more than holdMillis (5000), found 5000"),
                SettingsCheck.check("s.cfg", new SettingsFile(pid, Map.of("drainMillis", new Line(1, "5000")),
                        List.of()), definition).problems());
        assertEquals(List.of("holdMillis: expected less than drainMillis (10000), found 10001"),
                SettingsCheck.check(pid, Map.of("holdMillis", List.of("10001")), definition).problems());
        assertEquals(List.of(), SettingsCheck.check(pid, Map.of("holdMillis", List.of("10001"), "drainMillis",
                List.of("10002")), definition).problems());
    }

    private static final Definition DEFINITION = new Definition(
            new Attribute("port", AttributeDefinition.INTEGER, "Port to listen on", 0),
            new Attribute("open", AttributeDefinition.BOOLEAN, "Whether", 0),
            new Attribute("ports", AttributeDefinition.INTEGER, "Ports", Integer.MAX_VALUE),
            new Attribute("factors", AttributeDefinition.DOUBLE, "Factors", -2),
            new Attribute("hosts", AttributeDefinition.STRING, "Hosts", Integer.MAX_VALUE),
            new Attribute("key", AttributeDefinition.PASSWORD, "Key", 0));

    private static SettingsCheck.Checked check(String text) {
        return SettingsCheck.check("a.cfg", SettingsFile.parse("a.cfg", text), DEFINITION);
    }

    record Definition(AttributeDefinition... attributes) implements ObjectClassDefinition {
        @Override
        public String getName() {
            return "a";
        }

        @Override
        public String getID() {
            return "a";
        }

        @Override
        public String getDescription() {
            return "";
        }

        @Override
        public AttributeDefinition[] getAttributeDefinitions(int filter) {
            return attributes;
        }

        @Override
        public InputStream getIcon(int size) {
            return null;
        }
    }

    record Attribute(String id, int type, String description, int cardinality, String... defaults)
            implements AttributeDefinition {
        @Override
        public String getName() {
            return id;
        }

        @Override
        public String getID() {
            return id;
        }

        @Override
        public String getDescription() {
            return description;
        }

        @Override
        public int getCardinality() {
            return cardinality;
        }

        @Override
        public int getType() {
            return type;
        }

        @Override
        public String[] getOptionValues() {
            return new String[0];
        }

        @Override
        public String[] getOptionLabels() {
            return null;
        }

        @Override
        public String validate(String value) {
            return value.equals("0") ? "out of range" : "";
        }

        @Override
        public String[] getDefaultValue() {
            return defaults.length == 0 ? null : defaults;
        }
    }
}
