package org.groundswell.pages.check;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;

/** What a build and a person get from the command. */
public class CheckProgramTest {
    @Rule
    public final CheckedSite site = new CheckedSite();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    public void aSiteThatCannotBeReadIsAnErrorWithItsLine() throws IOException {
        site.change("site.yaml", "currency: EUR", "curency: EUR");
        assertEquals(1, run());
        assertTrue(said(), said().contains("site.yaml:16: error: curency: no such key"));
    }

    @Test
    public void warningsFailABuildOnlyWhereItWantsThat() throws IOException {
        site.write("content/en/words.md", "---\ntitle: Words\ndescription: Of words.\ntranslated: no\n---\nThe harbour wich is far.\n");
        assertEquals(said(), 0, run());
        assertEquals(1, run("--strict"));
        assertTrue(said(), said().contains("content/en/words.md:6: warning: 'wich' is no word of English"));
        assertEquals("0 errors, 1 warnings", said().lines().toList().getLast());
        site.change("words.txt", "Amina", "Amina\nwich");
        assertEquals(said(), 0, run("--strict"));
    }

    /** The program has no words in that language, and donors would read another one. */
    @Test
    public void textsOfReceiptsThatALanguageLacksAreNamed() throws IOException {
        site.change("site.yaml", "languages: [en, nl, ar]", "languages: [en, nl, ar, fr]");
        site.write("content/fr/home.md", Files.readString(site.path("content/en/home.md")));
        site.write("translations/fr.yaml", Files.readString(site.path("translations/en.yaml")) + "receipt: { title: Reçu }\n");
        run();
        String lacking = said().lines().filter(line -> line.contains("lacks texts of receipts")).toList().toString();
        assertTrue(said(), lacking.startsWith("[translations/fr.yaml: warning: ") && lacking.contains("receipt.subject"));
        assertFalse(lacking, lacking.contains("receipt.title") || lacking.contains("translations/nl.yaml"));
    }

    @Test
    public void jsonIsForMachines() throws IOException {
        site.write("content/en/links.md", "---\ntitle: Links\ndescription: Of links.\ntranslated: no\n---\n[There](nowhere)\n");
        assertEquals(1, run("--json"));
        var finding = JsonParser.parseString(said()).getAsJsonArray().get(0).getAsJsonObject();
        assertEquals("ERROR", finding.get("severity").getAsString());
        assertEquals("content/en/links.md", finding.get("file").getAsString());
        assertEquals(6, finding.get("line").getAsInt());
    }

    @Test
    public void wrongUsageIsSaid() {
        assertEquals(2, run("--jsn"));
        assertTrue(said(), said().contains("'--jsn'") && said().contains("--json?"));
        assertEquals(2, run("no/such/folder", "another"));
        assertTrue(said(), said().contains("'another'"));
        assertEquals(2, run("no/such/folder"));
        assertTrue(said(), said().contains("there is no folder no/such/folder"));
        assertEquals(0, run("--help"));
        assertTrue(said(), said().contains("[FOLDER] [--outside] [--strict] [--json]") && said().contains("Exit statuses"));
    }

    private int run(String... typed) {
        out.reset();
        var all = new ArrayList<>(List.of(site.getRoot().toString(), CheckedSite.LIMITS.toString(),
                site.getRoot() + "/none/outside.json"));
        all.addAll(List.of(typed));
        var to = new PrintStream(out, true, StandardCharsets.UTF_8);
        return CheckProgram.run(all, to, to);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
