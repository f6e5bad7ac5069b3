package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The same settings for two nodes over one database. */
final class SharedSettings {
    private static final String PID = "org.groundswell.console.tonight";
    private static final String MAIL = "org.groundswell.mail";
    private final Node here;
    private final Node there;

    SharedSettings(Node here, Node there) {
        this.here = here;
        this.there = there;
    }

    /** No test waits for a minute. */
    static void areTriedBriefly(Node node) throws IOException {
        RuntimeFolder.setting(node.home(), "org.groundswell.pages.publishing.settings", "probationSeconds = 5");
    }

    void areTakenByTheOtherNodeOrByNone() throws Exception {
        String first = "campaignDays = 31\n";
        Files.writeString(file(here, PID), first);
        published();
        Await.until("the other node has them, and keeps them", () -> {
            String list = said(there, "settings", "list").text();
            if (list.contains("not fit with it")) {
                // As a machine that is ten times slower may make it seem.
                published();
            }
            return list.contains("  wanted  here") && Files.readString(file(there, PID)).equals(first);
        });
        whereOneCannotHaveThemNoneHas(first);
        aSecretItselfIsNotPublished();
    }

    private void whereOneCannotHaveThemNoneHas(String first) throws Exception {
        Files.delete(file(there, PID));
        Path inTheWay = Files.createDirectory(file(there, PID));
        Files.writeString(file(here, PID), "campaignDays = 32\n");
        published();
        Await.until("it is back where it was published", () -> Files.readString(file(here, PID)).equals(first));
        Await.until("and it is said", () -> said(here, "settings", "list").text().contains("taken back: ")
                && here.script("status").text().contains("were taken back at all nodes"));
        Files.delete(inTheWay);
        Files.writeString(inTheWay, first);
    }

    private void aSecretItselfIsNotPublished() throws Exception {
        String before = Files.readString(file(here, MAIL));
        Files.writeString(file(here, MAIL), "password = plain-words\n");
        Node.Result refused = said(here, "settings");
        Files.writeString(file(here, MAIL), before);
        assertEquals(refused.text(), 1, refused.status());
        assertTrue(refused.text(), refused.text().contains(MAIL));
        assertFalse(refused.text(), refused.text().contains("plain-words"));
    }

    private void published() throws Exception {
        Node.Result said = said(here, "settings");
        assertEquals(said.text(), 0, said.status());
        assertTrue(said.text(), said.text().contains("Published as "));
    }

    private static Node.Result said(Node node, String... words) throws Exception {
        var command = new String[words.length + 2];
        command[0] = "shell";
        command[1] = "groundswell:publish";
        System.arraycopy(words, 0, command, 2, words.length);
        return node.script(command);
    }

    private static Path file(Node node, String pid) {
        return node.home().resolve("conf").resolve(pid + ".cfg");
    }
}
