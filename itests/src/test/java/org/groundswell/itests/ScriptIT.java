package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** {@code bin/groundswell} as its user types it. */
public class ScriptIT {

    @Test
    public void startsTellsAndStops() throws Exception {
        Node node = Node.prepared("script");
        assertTrue(node.script("version").text().startsWith("Groundswell 1."));
        assertEquals(3, node.script("status").status());
        var started = node.script("start");
        try {
            assertEquals(started.text(), 0, started.status());
            assertTrue(started.text(), started.text().contains("at http://127.0.0.1:" + node.publicPort() + "/"));
            assertTrue("the password is printed", started.text().contains("its password is: "));
            Await.until("fit to serve", () -> node.script("status").text().contains("fit to serve")
                    && node.script("status").status() == 0);
            var again = node.script("start");
            assertEquals(1, again.status());
            assertTrue(again.text(), again.text().contains("this node runs already"));
        } finally {
            assertEquals(0, node.script("stop").status());
        }
        assertEquals(3, node.script("status").status());
        var second = node.script("start");
        assertTrue("printed once", !second.text().contains("its password is: "));
        node.script("stop");
    }

    @Test
    public void aPortInUseIsSaid() throws Exception {
        Node node = Node.prepared("port");
        try (var taken = new ServerSocket(node.publicPort(), 1, InetAddress.getLoopbackAddress())) {
            var result = node.script("run");
            assertEquals(1, result.status());
            assertTrue(result.text(), result.text().contains("port " + taken.getLocalPort()
                    + " on 127.0.0.1 is in use") && result.text().contains("conf/org.groundswell.edge.listener.cfg"));
        }
    }

    @Test
    public void aPortThatIsNoPortIsSaid() throws Exception {
        Node node = Node.prepared("noport");
        RuntimeFolder.setting(node.home(), "org.groundswell.edge.listener", "port = web");
        var result = node.script("run");
        assertEquals(1, result.status());
        assertTrue(result.text(), result.text().contains(
                "conf/org.groundswell.edge.listener.cfg: port: expected a whole number from 1 to 65535, found 'web'"));
    }

    @Test
    public void aFolderThatCannotBeWrittenIsSaid() throws Exception {
        Node node = Node.prepared("readonly");
        // Even root cannot make a folder where a file stands.
        Files.delete(node.home().resolve("data"));
        Files.writeString(node.home().resolve("data"), "");
        var result = node.script("run");
        assertEquals(1, result.status());
        assertTrue(result.text(), result.text().contains("cannot write to " + node.home().toRealPath() + "/data"));
    }

    @Test
    public void anOldJavaIsNotEnough() throws Exception {
        Node node = Node.prepared("oldjava");
        var builder = new ProcessBuilder("bash", "-c", "PATH=/usr/bin:/bin; find_only() { :; }; "
                + "sed 's#/usr/lib/jvm/\\*/bin/java /opt/\\*/bin/java##' " + node.home().resolve("bin/groundswell")
                + " > " + node.home().resolve("bin/limited") + "; chmod +x " + node.home().resolve("bin/limited")
                + "; env -u JAVA_HOME HOME=/nonexistent GROUNDSWELL_JAVA=/bin/false PATH=/usr/bin:/bin "
                + node.home().resolve("bin/limited") + " run");
        Process run = builder.redirectErrorStream(true).start();
        String text = new String(run.getInputStream().readAllBytes());
        assertTrue(run.waitFor(30, TimeUnit.SECONDS));
        assertEquals(text, 1, run.exitValue());
        assertTrue(text, text.contains("needs Java 25 or newer and found none. Install one"));
    }
}
