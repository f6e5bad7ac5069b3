package org.groundswell.pages.migration;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

public class ImportProgramTest extends ImportedSite {
    private static final Path GIVEN = Path.of("src/test/resources");

    @Test
    public void aHugoSiteIsTakenOver() throws IOException {
        assertEquals(said(), 0, run("hugo", GIVEN.resolve("hugo").toString()));
        assertEquals(said(), List.of("assets/hull.png", "assets/yard.png", "content/en/about.md", "content/en/about/team.md",
                "content/en/news/2024-03-01-first-boat.md", "content/en/news/2024-05-06-boats.md", "content/nl/over.md",
                "site.yaml"), files());
        assertEquals("""
                ---
                title: 'Who we were: a history'
                description: Eleven boats
                ---
                We began with **eleven** boats. See [the crew](about/team), [a story](news/2024-03-01-first-boat#end), [by name](news/2024-03-01-first-boat),
                [nowhere](/gone/) and [a port](https://port.example/).

                ![The yard](yard.png "In spring") and ![again](yard.png)\\
                **Bold** words, `<b>code</b> and {{< not >}} kept`.

                Raw *HTML* with [a link](nl/over)

                ![A boat](yard.png)

                *In the yard*

                <https://www.youtube.com/watch?v=w7Ft2ymGmfc> inside

                ```html
                <b>{{< figure src="x" >}}</b> [kept](/about/)
                ```
                """, page("en/about.md"));
        assertTrue(page("en/about/team.md"), page("en/about/team.md").contains("[Up](about) and [the yard](yard.png)."));
        assertEquals("---\ntitle: 'The first boat: \"Anna\"'\npicture: yard.png\nsummary: She floats\n---\nShe floats.\n\n## End\n",
                page("en/news/2024-03-01-first-boat.md"));
        assertEquals("---\ntitle: Many boats\nalt: A hull\npicture: hull.png\ndraft: true\n---\n![A hull](hull.png)\n",
                page("en/news/2024-05-06-boats.md"));
        assertEquals("---\ntitle: Over ons\n---\nWij zijn [de Engelsen](en/about).\n", page("nl/over.md"));
    }

    @Test
    public void whatCannotBeTakenOverIsSaid() throws IOException {
        run("hugo", GIVEN.resolve("hugo").toString());
        for (String each : List.of(
                "content/_index.md: was left out: content/en/home.md leads donors",
                "content/about/_index.md:8: a link leads to nothing that was taken over: /gone/",
                "content/about/_index.md:15: a part that pages cannot have (script) was left out",
                "content/about/_index.md:20: a command of the old site was left out: mystery",
                "content/about/_index.md:20: a film became a link: https://www.youtube.com/watch?v=w7Ft2ymGmfc",
                "content/over.nl.md:4: a picture is not at hand and was left out: weg.jpg",
                "content/bateau.fr.md: was left out: site.yaml has no language fr",
                "content/broken.md: was left out: is not well-formed",
                "content/later.md: was left out: it is a draft, and only news can be drafts here",
                "content/old.adoc: is not Markdown",
                "content/posts/boats/note.md: is a part of another page",
                "front matter that pages here do not have was left out: tags (1 page)",
                "Taken over: 5 pages (en 4, nl 1), 2 pictures; to be looked at: ")) {
            assertTrue(each + " in\n" + said(), said().contains(each));
        }
        assertFalse(said(), said().contains("weg.jpg\ncontent/over.nl.md:4: a picture"));
    }

    @Test
    public void aWordPressExportIsTakenOver() throws IOException {
        Path addresses = folder.getRoot().toPath().resolve("addresses");
        assertEquals(said(), 0, run("wordpress", GIVEN.resolve("export.xml").toString(), "--uploads",
                GIVEN.resolve("uploads").toString(), "--addresses", addresses.toString()));
        assertEquals(said(), List.of("assets/boat.png", "content/en/about-us.md", "content/en/about-us/crew.md",
                "content/en/news/2024-06-01-a-draft.md", "content/nl/news/2024-05-06-boot-twee.md", "site.yaml"), files());
        assertEquals("""
                ---
                title: About us
                description: Who we are
                ---
                We are **many** and\\
                on two lines.

                ![A boat](boat.png)

                *Our first boat*

                See [the crew](/crew/), [a story](nl/news/2024-05-06-boot-twee) and \\[sic\\] this.

                ## Big

                - one
                - two

                  - deeper
                """, page("en/about-us.md"));
        assertEquals("""
                ---
                title: Crew
                ---
                Ann \\*and\\* Bo

                | Ann | a\\|b |
                | --- | --- |
                | Bo | 2 |

                [A film](https://www.youtube.com/embed/x)

                > Row on.
                >
                > \\# 1

                ```
                a < b

                c
                ```
                """, page("en/about-us/crew.md"));
        assertEquals("---\ntitle: 'Nieuws: \"boot\"'\nalt: A red boat\npicture: boat.png\n---\nEen boot.\n\n[https://film.example/1](https://film.example/1)\n\n![A red boat](boat.png)\n",
                page("nl/news/2024-05-06-boot-twee.md"));
        assertEquals(List.of("/about-us/ /en/about-us", "/about-us/crew/ /en/about-us/crew",
                "/nl/boot/ /nl/news/boot-twee"), Files.readAllLines(addresses));
        for (String each : List.of("post 10 \"\": was left out: it has no title", "not in the export and was left out: number 99",
                "page 6 \"Secret\": was left out: not everybody was to see it",
                "a command of the old site was left out: donation_form", "kind that pages here do not have were left out: product (1)",
                "readers' comments were left out: 1", "was left out: https://old.example.org/wp-content/uploads/2024/05/gone.png",
                "1 pictures are not in the folder", "what was shown in a frame (iframe) became a link")) {
            assertTrue(each + " in\n" + said(), said().contains(each));
        }
    }

    @Test
    public void addressesAreWhatBrowsersSend() throws IOException {
        Path old = folder.newFolder("odd").toPath();
        Files.createDirectories(old.resolve("content/über"));
        Files.writeString(old.resolve("content/über/Groß & klein.md"), "---\ntitle: x\n---\n");
        Path addresses = folder.getRoot().toPath().resolve("addresses");
        assertEquals(0, run("hugo", old.toString(), "--addresses", addresses.toString()));
        assertEquals(List.of("/%C3%BCber/gro%C3%9F-klein/ /en/%C3%BCber/gro%C3%9F-klein"), Files.readAllLines(addresses));
    }

    @Test
    public void whatIsThereStays() throws IOException {
        Files.createDirectories(site.resolve("content/en"));
        Files.writeString(site.resolve("content/en/about.md"), "mine");
        Files.createDirectories(site.resolve("assets"));
        Files.writeString(site.resolve("assets/yard.png"), "mine");
        run("hugo", GIVEN.resolve("hugo").toString());
        assertEquals("mine", page("en/about.md"));
        assertEquals("mine", Files.readString(site.resolve("assets/yard.png")));
        assertTrue(said(), said().contains("content/en/about.md is there already; say --replace"));
        assertTrue(said(), said().contains("assets/yard.png: is another file there already"));
        run("hugo", GIVEN.resolve("hugo").toString(), "--replace");
        assertTrue(page("en/about.md").contains("eleven"));
        List<String> before = files();
        assertEquals("again, and nothing is there twice", 0, run("hugo", GIVEN.resolve("hugo").toString(), "--replace"));
        assertEquals(before, files());
    }

    @Test
    public void aTrialWritesNothing() throws IOException {
        assertEquals(0, run("hugo", GIVEN.resolve("hugo").toString(), "--dry-run"));
        assertTrue(said(), said().contains("Would be taken over: 5 pages"));
        assertEquals(List.of("site.yaml"), files());
    }

    @Test
    public void wrongUsageIsSaidInASentence() throws IOException {
        assertEquals(2, run("hugo", "/nowhere"));
        assertTrue(said(), said().contains("there is no /nowhere"));
        assertEquals(2, run("hugo", folder.newFolder("empty").toString()));
        assertTrue(said(), said().contains("give the folder of a Hugo site"));
        Path other = folder.newFile("other.xml").toPath();
        Files.writeString(other, "<rss><channel><title>x</title></channel></rss>");
        assertEquals(2, run("wordpress", other.toString()));
        assertTrue(said(), said().contains("is no export of WordPress"));
        Files.writeString(other, "<rss><channel>");
        assertEquals(2, run("wordpress", other.toString()));
        assertTrue(said(), said().contains("is not well-formed XML"));
        assertEquals(2, run("joomla", "x"));
        assertEquals(2, run("hugo", GIVEN.resolve("hugo").toString(), "--into", folder.getRoot().toString()));
        assertTrue(said(), said().contains("site.yaml: give the folder of a site"));
        assertEquals(0, run("--help"));
    }
}
