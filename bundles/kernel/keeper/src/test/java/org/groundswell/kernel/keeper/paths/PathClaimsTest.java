package org.groundswell.kernel.keeper.paths;

import static org.junit.Assert.assertEquals;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.groundswell.shared.services.ServletPattern;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the descriptions of components say of paths. */
public class PathClaimsTest {
    private static final String PUBLIC = "<property name=\"osgi.http.whiteboard.context.select\""
            + " value=\"(osgi.http.whiteboard.context.name=org.groundswell.public)\"/>";
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void patternsOfServletsFiltersAndResourcesOfThePublicPort() throws Exception {
        assertEquals(Set.of("/a", "/b/*", "/c/*", "/*"), claims(
                PUBLIC + "<property name='osgi.http.whiteboard.servlet.pattern' type='String'>/a\n /b/*</property>",
                PUBLIC + "<property name='osgi.http.whiteboard.resource.pattern' value='/c/*'/>",
                PUBLIC + "<property name='osgi.http.whiteboard.filter.pattern' value='/*'/>"));
    }

    /** Each of these sees requests to /donations before the site does. */
    @Test
    public void filtersByExpressionOrNameAndWhatComesBeforeAll() throws Exception {
        assertEquals(Set.of("/*"), claims(PUBLIC + "<property name='osgi.http.whiteboard.filter.regex' value='.*'/>"));
        assertEquals(Set.of("/*"), claims(PUBLIC + "<property name='osgi.http.whiteboard.filter.regex' value='/mine/.*|/en'/>"));
        assertEquals("what can be told", Set.of("/mine/*"), claims(PUBLIC
                + "<property name='osgi.http.whiteboard.filter.regex' value='^/mine/a*[0-9]+'/>"));
        assertEquals(Set.of("/*"), claims(PUBLIC + "<property name='osgi.http.whiteboard.filter.servlet' value='default'/>"));
        assertEquals("its own", Set.of("/mine"), claims(PUBLIC + "<property name='osgi.http.whiteboard.filter.servlet' value='m'/>",
                PUBLIC + "<property name='osgi.http.whiteboard.servlet.name' value='m'/>"
                        + "<property name='osgi.http.whiteboard.servlet.pattern' value='/mine'/>"));
        assertEquals(Set.of("error-pages"), claims(PUBLIC + "<property name='osgi.http.whiteboard.servlet.errorPage' value='404'/>"));
        assertEquals(Set.of("/*"), claims("<service><provide interface='org.osgi.service.servlet.whiteboard.Preprocessor'/></service>"));
    }

    @Test
    public void theAdminPortHasOwnersToo() throws Exception {
        assertEquals(Set.of("/readyz"), claims(PathClaim.Context.DEFAULT,
                "<property name='osgi.http.whiteboard.servlet.pattern' value='/readyz'/>"));
        assertEquals("none chosen is none of the public port's", Set.of(), claims(
                "<property name='osgi.http.whiteboard.servlet.pattern' value='/readyz'/>"));
        assertEquals(Set.of("/mine/*"), claims(PathClaim.Context.DEFAULT,
                "<property name='osgi.http.whiteboard.context.name' value='mine'/>"
                        + "<property name='osgi.http.whiteboard.context.path' value='/mine/'/>"));
    }

    @Test
    public void whatIsForAdminsOnlyTakesNothingFromVisitors() throws Exception {
        assertEquals(Set.of(), claims("<property name='osgi.http.whiteboard.servlet.pattern' value='/en/*'/>",
                "<property name='osgi.http.whiteboard.context.select' value='(osgi.http.whiteboard.context.name=other)'/>"
                        + "<property name='osgi.http.whiteboard.servlet.pattern' value='/en/*'/>"));
    }

    @Test
    public void whoeverMatchesEveryContextMatchesThePublicOne() throws Exception {
        assertEquals(Set.of("/en/*"), claims("<property name='osgi.http.whiteboard.context.select'"
                + " value='(osgi.http.whiteboard.context.name=*)'/>"
                + "<property name='osgi.http.whiteboard.servlet.pattern' value='/en/*'/>"));
    }

    @Test
    public void aContextBelowOrInPlaceOfThePublicOneTakesItsPaths() throws Exception {
        assertEquals(Set.of("/en/*", "/*"), claims(
                "<property name='osgi.http.whiteboard.context.name' value='mine'/>"
                        + "<property name='osgi.http.whiteboard.context.path' value='/public/en'/>",
                "<property name='osgi.http.whiteboard.context.name' value='org.groundswell.public'/>"
                        + "<property name='osgi.http.whiteboard.context.path' value='/elsewhere'/>"));
    }

    @Test
    public void aDescriptionThatIsNoXmlSaysNothing() throws Exception {
        assertEquals(Set.of(), claims("<property"));
    }

    private Set<String> claims(String... properties) throws Exception {
        return claims(PathClaim.Context.PUBLIC, properties);
    }

    private Set<String> claims(PathClaim.Context place, String... properties) throws Exception {
        Path file = folder.getRoot().toPath().resolve("bundle" + Arrays.hashCode(properties) + ".jar");
        var manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "org.example.claims");
        try (OutputStream out = Files.newOutputStream(file); var jar = new JarOutputStream(out, manifest)) {
            for (int i = 0; i < properties.length; i++) {
                jar.putNextEntry(new ZipEntry("OSGI-INF/component" + i + ".xml"));
                jar.write(("<component xmlns='http://www.osgi.org/xmlns/scr/v1.5.0'>" + properties[i]
                        + "</component>").getBytes(StandardCharsets.UTF_8));
            }
        }
        return PathClaims.of(BundleFile.read(file)).stream().flatMap(each -> each.in(place).stream()).map(ServletPattern::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
