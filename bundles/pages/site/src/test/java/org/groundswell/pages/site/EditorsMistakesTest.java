package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;

/** What people who know no YAML get wrong, and files that nobody reads: the message says what to do. */
public class EditorsMistakesTest {
    @Rule
    public final TestSite site = new TestSite();

    @Test
    public void aColonInATitle() throws IOException {
        site.problems();
        site.write("content/en/home.md", "---\ntitle: Flood: first boats\n---\n");
        assertEquals(List.of("site/content/en/home.md, line 2: a text with a colon and a blank in it stands in quotes, such as"
                + " title: \"Flood: first boats\""), site.problems());
    }

    @Test
    public void aColourWithoutQuotes() throws IOException {
        site.problems();
        String hint = ": what stands behind # is a remark and not read: put the colour in quotes, such as \"#0b4f57\"";
        String plain = Files.readString(site.path("site.yaml"));
        int line = (int) plain.lines().count() + 1;
        site.write("site.yaml", plain + "colours: { deep: #123456 }\n");
        assertEquals(List.of("site/site.yaml, line " + line + hint), site.problems());
        site.write("site.yaml", plain + "colours:\n  deep: #123456\n");
        assertEquals(List.of("site/site.yaml, line " + (line + 1) + hint), site.problems());
    }

    @Test
    public void aColourThatIsNoneIsNamed() throws IOException {
        site.problems();
        String plain = Files.readString(site.path("site.yaml"));
        String where = "site/site.yaml, line " + ((int) plain.lines().count() + 1) + ": colours: expected ";
        site.write("site.yaml", plain + "colours: { deep: \"#123\", sun: red }\n");
        assertEquals(List.of(where + "for sun a value of digits and letters a to f in quotes, such as \"#0b4f57\", found 'red'"),
                site.problems());
        site.write("site.yaml", plain + "colours: { Deep: \"#123\" }\n");
        assertEquals(List.of(where + "a name in small letters such as deep, found 'Deep'"), site.problems());
    }

    @Test
    public void anAmountThatNobodyCanRead() throws IOException {
        site.problems();
        site.write("site.yaml", Files.readString(site.path("site.yaml")).replace("goal: 100", "goal: 99999999999999"));
        assertEquals(List.of("site/site.yaml, line 4: goal: expected at most 12 digits before the decimals, found"
                + " '99999999999999'"), site.problems());
    }

    @Test
    public void aTemplateThatIsNotThere() throws IOException {
        site.problems();
        site.write("content/en/home.md", "---\ntitle: Home\ntemplate: page.ftlh\n---\n");
        assertEquals(List.of("site/content/en/home.md, line 3: template: expected the name of a file in templates/ without"
                + " .ftlh, such as page, found 'page.ftlh' (page home, language en)"), site.problems());
        site.write("content/en/home.md", "---\ntitle: Home\ntemplate: pgae\n---\n");
        assertEquals(List.of("site/content/en/home.md, line 3: template: there is no templates/pgae.ftlh (page home, language"
                + " en)"), site.problems());
    }

    @Test
    public void aListInFrontMatter() throws IOException {
        site.problems();
        site.write("content/en/home.md", "---\ntitle: Home\ngifts:\n  - { title: Books }\n---\n");
        assertEquals(List.of("site/content/en/home.md, line 4: gifts: expected a text, found a list; entries have a name or number"
                + " of their own, such as 0: and 1:"), site.problems());
    }

    @Test
    public void filesThatNobodyReads() throws IOException {
        for (String name : List.of("content/en/about.MD", "content/en/news/boats.md.txt", "content/en/boat.jpg", "content/EN/x.md",
                "content/lost.md", "photo.png", "translations/en.yml", "content/en/about.md~", "content/de/home.md",
                "notes.txt", "content/en/Thumbs.db")) {
            site.write(name, "---\ntitle: X\n---\n");
        }
        String nobody = ": nobody reads this file: ";
        assertEquals(List.of("site/content/EN/x.md" + nobody + "the language is written en in site.yaml, and so is its folder",
                "site/content/en/about.MD" + nobody + "a page's name ends with .md",
                "site/content/en/boat.jpg" + nobody + "pictures and files of pages are in assets/",
                "site/content/en/news/boats.md.txt" + nobody + "a page's name ends with .md",
                "site/content/lost.md" + nobody + "a page is in the folder of its language, such as content/en/",
                "site/photo.png" + nobody + "pictures and files of pages are in assets/",
                "site/translations/en.yml" + nobody + "expected translations/en.yaml"), site.problems());
    }
}
