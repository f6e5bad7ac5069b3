package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;

/** What browsers keep out of our pages, because of the policy that they come with, is named where it was written. */
public class OtherSitesTest {
    private static final String FRONT = "---\ntitle: Home\n---\n";
    private static final String COPY = " is kept out by the browser: pages load nothing of other sites, which would learn who reads"
            + " them; put a copy into assets/ and name that";
    @Rule
    public final TestSite site = new TestSite();

    @Test
    public void aPictureOfAnotherSite() throws IOException {
        site.write("content/en/home.md", FRONT + "Hello\n\n![a](https://other.example/a.jpg) ![b](//other.example/b.jpg)\n\n"
                + "[c](https://other.example/a.jpg)\n");
        said("content/en/home.md, line 6: 'https://other.example/a.jpg'" + COPY,
                "content/en/home.md, line 6: '//other.example/b.jpg'" + COPY);
    }

    @Test
    public void partsOfATemplateAreNamedOnceForAllPages() throws IOException {
        site.write("content/en/about.md", FRONT);
        site.write("templates/page.ftlh", """
                <link rel="stylesheet" href="https://other.example/a.css">
                <link rel="canonical" href="https://other.example/">
                <img alt="" src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4AAAAAAAAAAAAAA">
                <img alt="" srcset="//other.example/b.jpg 2x"><svg><image href="https://other.example/c.svg"/></svg>
                <script src="https://other.example/count.js"></script>
                """);
        said("templates/page.ftlh, line 1: 'https://other.example/a.css'" + COPY,
                "templates/page.ftlh, line 3: 'data:image/png;base64,iVBORw0KGgoAAAANSU ...' is kept out by the browser: pages"
                        + " show files only; put it into a file in assets/ and name that",
                "templates/page.ftlh, line 4: '//other.example/b.jpg'" + COPY,
                "templates/page.ftlh, line 4: 'https://other.example/c.svg'" + COPY,
                "templates/page.ftlh, line 5: 'https://other.example/count.js'" + COPY);
    }

    @Test
    public void framesFilmsAndForms() throws IOException {
        site.write("root/film.mp4", "x");
        site.write("templates/page.ftlh", """
                <iframe title="a" src="https://film.example/1"></iframe>
                <video src="/film.mp4"></video>
                <form action="https://list.example/join"></form>
                <form action="/donations"></form><form action="//list.example/x"><button formaction="https://x.example/">
                """);
        assertEquals(List.of(
                "site/templates/page.ftlh, line 1: 'https://film.example/1' is kept out by the browser: pages show no frames;"
                        + " link to it",
                "site/templates/page.ftlh, line 2: '/film.mp4' is kept out by the browser: pages play no films and no sounds;"
                        + " link to it",
                "site/templates/page.ftlh, line 3: 'https://list.example/join' gets no form: forms go to this site only; link to"
                        + " the other one",
                "site/templates/page.ftlh, line 4: '//list.example/x' gets no form: forms go to this site only; link to the other"
                        + " one",
                "site/templates/page.ftlh, line 4: 'https://x.example/' gets no form: forms go to this site only; link to the"
                        + " other one"), withoutPages());
    }

    @Test
    public void scriptsAndStylesWithinAPage() throws IOException {
        site.write("templates/page.ftlh", """
                <p style="color: red">a</p>
                <style>p { color: red }</style>
                <a href="#top" onclick="go()">b</a>
                <script>go();</script>
                <script type="application/ld+json">{}</script><base target="x">
                """);
        String kept = " is kept out by the browser: ";
        assertEquals(List.of(
                "site/templates/page.ftlh, line 1: style=\"color: red\"" + kept + "write it into a style in assets/",
                "site/templates/page.ftlh, line 2: <style>" + kept + "write it into a style in assets/",
                "site/templates/page.ftlh, line 3: onclick=\"go()\"" + kept + "write it into a script in assets/",
                "site/templates/page.ftlh, line 4: <script>" + kept + "write it into a script in assets/"), withoutPages());
    }

    @Test
    public void asManyAreNamedAsAnybodyReads() throws IOException {
        var pictures = new StringBuilder(FRONT);
        for (int i = 0; i < 2_000; i++) {
            pictures.append("![x](https://other.example/").append(i).append(".jpg) ");
        }
        site.write("content/en/home.md", pictures.toString());
        assertEquals(50, site.problems().size());
    }

    @Test
    public void theSitesOwnAddressIsNoOtherSite() throws IOException {
        site.isAt("https://give.example.org");
        site.write("assets/a.png", "x");
        site.write("templates/page.ftlh", "<img alt='' src=\"https://give.example.org${asset('a.png')}\">");
        assertEquals(List.of(), site.problems());
    }

    @Test
    public void styles() throws IOException {
        site.write("assets/site.css", """
                /* url(https://gone.example/a.png)
                   and more */
                a { background: url(https://other.example/a.png) } b { background: url("data:image/png;base64,xx") }
                @import "https://other.example/x.css";
                c { background: url( gone.png ); fill: url(#here) }
                @import url(print.css);
                """);
        site.write("assets/print.css", "");
        assertEquals(List.of("site/assets/site.css, line 3: 'https://other.example/a.png'" + COPY,
                "site/assets/site.css, line 3: 'data:image/png;base64,xx' is kept out by the browser: pages show files only; put"
                        + " it into a file in assets/ and name that",
                "site/assets/site.css, line 4: 'https://other.example/x.css'" + COPY,
                "site/assets/site.css, line 5: 'gone.png' leads nowhere: there is no file assets/gone.png",
                "site/assets/site.css, line 6: 'print.css' is not loaded: a style names no other one; name it in a <link> of"
                        + " templates/layout.ftlh"), site.problems());
    }

    @Test
    public void filesThatAStyleNamesAreFound() throws IOException {
        site.write("assets/pictures/our boat.png", "x");
        site.write("assets/letters.woff2", "y");
        site.write("assets/css/site.css", "a { background: url('../pictures/our%20boat.png?x') } b { src:"
                + " url(/assets/letters.woff2) url(#x) }");
        site.write("templates/page.ftlh", "${asset('css/site.css')}");
        assertEquals(List.of(), site.problems());
        String first = site.body("/en/");
        assertTrue(site.body(first), site.body(first).matches("a \\{ background: url\\('/assets/pictures/our%20boat\\.[0-9a-f]{10}"
                + "\\.png\\?x'\\) } b \\{ src: url\\(/assets/letters\\.[0-9a-f]{10}\\.woff2\\) url\\(#x\\) }"));
        site.write("assets/pictures/our boat.png", "z");
        site.problems();
        assertFalse("another picture is another style", site.body("/en/").equals(first));
    }

    @Test
    public void anAddressWithABlankIsNamed() throws IOException {
        site.write("assets/My Boat.jpg", "x");
        site.write("assets/photo (1).jpg", "x");
        site.write("content/en/home.md", FRONT + "![b](My Boat.jpg)\n\n- [our *boat*](photo (1).jpg) ![c](<My Boat.jpg>)\n\n"
                + "`[x](a b)` \\[sic\\](as he says) [d](home \"A title\")\n\n    [e](f g)\n");
        String shown = " is shown as it stands: in an address a blank is written %20, or the whole stands between < and >, ";
        assertEquals(List.of("site/content/en/home.md, line 4: '![b](My Boat.jpg)'" + shown + "as in <My Boat.jpg>",
                "site/content/en/home.md, line 6: '[our boat](photo (1).jpg)'" + shown + "as in <photo (1).jpg>"),
                site.problems());
    }

    private void said(String... problems) throws IOException {
        assertEquals(List.of(problems).stream().map("site/"::concat).toList(), withoutPages());
    }

    private List<String> withoutPages() throws IOException {
        return site.problems().stream().map(each -> each.replaceAll(" \\(page [^()]*\\)$", "")).toList();
    }
}
