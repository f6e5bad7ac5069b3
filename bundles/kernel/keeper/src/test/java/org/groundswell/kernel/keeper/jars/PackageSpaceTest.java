package org.groundswell.kernel.keeper.jars;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.groundswell.kernel.keeper.Jars;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.FrameworkWiring;

/** What the plan says of a jar's packages is what the framework then does. */
public class PackageSpaceTest {
    private static final String WORDS = "org.example.words";
    private static final String PAGES = "org.example.pages";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Framework framework;
    private Wiring wiring;

    @Before
    public void start() throws Exception {
        framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, folder.newFolder().toString(), "felix.log.level", "0"));
        framework.start();
        wiring = new Wiring(framework.getBundleContext());
        resolved("words1", "", WORDS + ";version=1.0");
        resolved("words2", "", WORDS + ";version=2.0");
        resolved("pages", WORDS + ";version=\"[1,2)\"", PAGES + ";version=1.0;uses:=\"" + WORDS + "\"");
    }

    @After
    public void stop() throws Exception {
        framework.stop();
        framework.waitForStop(60_000);
    }

    @Test
    public void twoOfOneNameDoNotFit() throws Exception {
        BundleFile jar = jar("reader", PAGES + "," + WORDS + ";version=\"[2,3)\"", "");
        var refused = assertThrows(RefusedException.class, () -> wiring.checkNeeds(jar, null));
        assertEquals("its packages do not fit together: org.example.pages of pages 1.0.0 uses org.example.words of words1 1.0.0,"
                + " and the jar would have that of words2 1.0.0: import the version that the others have", refused.getMessage());
        assertEquals(false, resolves(jar));
    }

    @Test
    public void whatLiesBehindCountsToo() throws Exception {
        resolved("shelves", PAGES, "org.example.shelves;uses:=\"" + PAGES + "\"");
        BundleFile jar = jar("reader", "org.example.shelves," + WORDS + ";version=\"[2,3)\"", "");
        var refused = assertThrows(RefusedException.class, () -> wiring.checkNeeds(jar, null));
        assertTrue(refused.getMessage(), refused.getMessage().contains("org.example.shelves of shelves 1.0.0 uses"));
        assertEquals(false, resolves(jar));
    }

    @Test
    public void oneOfSeveralThatFitsIsEnough() throws Exception {
        for (String imports : List.of(PAGES + "," + WORDS + ";version=\"[1,3)\"", PAGES, WORDS + ";version=\"[2,3)\"",
                PAGES + "," + WORDS + ";version=\"[7,8)\";resolution:=optional")) {
            BundleFile jar = jar("reader" + imports.hashCode(), imports, "");
            wiring.checkNeeds(jar, null);
            assertEquals(imports, true, resolves(jar));
        }
    }

    @Test
    public void whoBringsItsOwnMayUseIt() throws Exception {
        BundleFile jar = jar("words2", WORDS + ";version=\"[2,3)\"", WORDS + ";version=2.0");
        wiring.checkNeeds(jar, null);
    }

    /** It was the only one who had it. */
    @Test
    public void whatGoesBringsNothing() throws Exception {
        BundleFile jar = jar("words2", WORDS + ";version=\"[2,3)\"", "");
        wiring.checkNeeds(jar, null);
        var refused = assertThrows(RefusedException.class, () -> wiring.checkNeeds(jar, bundle("words2")));
        assertTrue(refused.getMessage(), refused.getMessage().startsWith("this node has no osgi.wiring.package "));
    }

    /** Its users are wired anew with it. */
    @Test
    public void whoUsesWhatGoesIsInNobodysWay() throws Exception {
        BundleFile jar = jar("words1", PAGES + "," + WORDS + ";version=\"[2,3)\"", "");
        wiring.checkNeeds(jar, bundle("words1"));
    }

    private Bundle bundle(String name) {
        return List.of(framework.getBundleContext().getBundles()).stream()
                .filter(each -> name.equals(each.getSymbolicName())).findFirst().orElseThrow();
    }

    private void resolved(String name, String imports, String exports) throws Exception {
        assertTrue(name, resolves(jar(name, imports, exports)));
    }

    private boolean resolves(BundleFile jar) throws Exception {
        Bundle bundle = framework.getBundleContext().installBundle(jar.path().toUri().toString());
        boolean resolved = framework.adapt(FrameworkWiring.class).resolveBundles(List.of(bundle));
        if (!resolved) {
            bundle.uninstall();
        }
        return resolved;
    }

    private BundleFile jar(String name, String imports, String exports) throws Exception {
        var headers = new HashMap<>(Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", name, "Bundle-Version", "1.0.0"));
        if (!imports.isEmpty()) {
            headers.put("Import-Package", imports);
        }
        if (!exports.isEmpty()) {
            headers.put("Export-Package", exports);
        }
        Path file = folder.newFolder().toPath().resolve(name + ".jar");
        return BundleFile.read(Jars.write(file, headers));
    }
}
