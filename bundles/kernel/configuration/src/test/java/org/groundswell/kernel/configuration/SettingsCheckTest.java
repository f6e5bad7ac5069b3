package org.groundswell.kernel.configuration;

import static org.junit.Assert.assertEquals;

import java.io.InputStream;
import java.util.List;
import org.junit.Test;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

public class SettingsCheckTest {

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
        assertEquals(List.of("conf/a.cfg, line 1: no such key 'prot'; known are open, port"),
                check("prot = 80\n").problems());
        assertEquals(List.of("conf/a.cfg, line 1: port: expected a whole number (Port to listen on), found '0':"
                + " out of range"), check("port = 0\n").problems());
    }

    private static SettingsCheck.Checked check(String text) {
        return SettingsCheck.check("a.cfg", SettingsFile.parse("a.cfg", text), new Definition(
                new Attribute("port", AttributeDefinition.INTEGER, "Port to listen on"),
                new Attribute("open", AttributeDefinition.BOOLEAN, "Whether")));
    }

    private record Definition(AttributeDefinition... attributes) implements ObjectClassDefinition {
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

    private record Attribute(String id, int type, String description) implements AttributeDefinition {
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
            return 0;
        }

        @Override
        public int getType() {
            return type;
        }

        @Override
        public String[] getOptionValues() {
            return null;
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
            return null;
        }
    }
}
