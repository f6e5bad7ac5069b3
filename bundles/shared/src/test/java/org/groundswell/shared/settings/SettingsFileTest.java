package org.groundswell.shared.settings;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Map;
import org.groundswell.shared.settings.SettingsFile.Line;
import org.junit.Test;

public class SettingsFileTest {

    @Test
    public void readsKeysAndWhereTheyStand() {
        var file = SettingsFile.parse("a.b~c.cfg", "# hello\n\nport = 80\nname=x = y\n");
        assertEquals("a.b~c", file.pid());
        assertEquals("a.b", file.type());
        assertEquals(Map.of("port", new Line(3, "80"), "name", new Line(4, "x = y")), file.lines());
        assertEquals(List.of(), file.problems());
    }

    @Test
    public void namesTheLineThatIsWrong() {
        var file = SettingsFile.parse("a.cfg", "port 80\nhost = a\nhost = b\n");
        assertEquals(List.of("conf/a.cfg, line 1: expected 'key = value'",
                "conf/a.cfg, line 3: key 'host' stands here a second time"), file.problems());
    }

    @Test
    public void rewritingKeepsWhatDoesNotChange() {
        String text = "# the port\nport = 80\n#host = x\nold = 1\n";
        assertEquals("# the port\nport = 81\n#host = x\nold = 1\nhost = h\n",
                SettingsFile.rewritten(text, new java.util.LinkedHashMap<>(Map.of("port", "81", "host", "h"))));
    }
}
