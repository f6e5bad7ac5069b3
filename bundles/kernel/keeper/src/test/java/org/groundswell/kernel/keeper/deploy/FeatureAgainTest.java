package org.groundswell.kernel.keeper.deploy;

import static org.groundswell.kernel.api.keeper.SwapOutcome.GOOD;
import static org.groundswell.kernel.api.keeper.SwapOutcome.REFUSED;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.settings.FeatureSettings;
import org.groundswell.kernel.keeper.Fake;
import org.groundswell.kernel.keeper.TestKeeper;
import org.groundswell.kernel.keeper.features.FeatureFiles;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.BundleException;

/** A feature that did not prove itself waits for a person, who has several ways to say that it is to be tried. */
public class FeatureAgainTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Path home;
    private Path files;
    private TestKeeper keeper;
    private DeployFolder deploy;

    @Before
    public void start() throws Exception {
        home = folder.getRoot().toPath();
        files = folder.newFolder("deploy").toPath();
        keeper = new TestKeeper(home, 0);
        deploy = folder();
    }

    @After
    public void stop() throws Exception {
        keeper.close();
    }

    @Test
    public void aFeatureThatFailedIsTriedAgainWhenItIsPutInAgain() throws Exception {
        File file = failed();
        deploy.uninstall(file);
        deploy.install(file);
        TestKeeper.await("it is good", () -> keeper.outcomes().getLast() == GOOD);
        assertEquals("1.0.0", keeper.running());
    }

    @Test
    public void aFeatureThatFailedIsTriedAgainWhenSomebodySaysSo() throws Exception {
        failed();
        deploy = folder();
        deploy.install(files.resolve("greetings.json").toFile());
        assertEquals("not by itself", REFUSED, keeper.outcomes().getLast());
        assertTrue(deploy.troubles().toString(), deploy.troubles().get("greetings.json")
                .contains("groundswell:swap deploy/greetings.json tries it again"));
        assertEquals(List.of(GOOD), deploy.again("greetings.json").stream().map(SwapRecord::outcome).toList());
        assertEquals(Map.of(), deploy.troubles());
        assertEquals("what runs stays", List.of(), deploy.again("greetings.json"));
    }

    /** One whose bundle did not start; it would now. */
    private File failed() throws Exception {
        Path artifact = home.resolve("artifacts/g/org.example.greeter/1.0.0/org.example.greeter-1.0.0.jar");
        Files.createDirectories(artifact.getParent());
        Files.copy(keeper.jar("1.0.0"), artifact);
        File file = Files.writeString(files.resolve("greetings.json"), "{\"bundles\": [\"g:org.example.greeter:1.0.0\"]}")
                .toFile();
        keeper.framework().whenStarting(jar -> {
            throw new BundleException("the database is away");
        });
        deploy.install(file);
        assertEquals("the database is away", deploy.troubles().get("greetings.json"));
        keeper.framework().whenStarting(jar -> { });
        return file;
    }

    private DeployFolder folder() {
        return new DeployFolder(keeper.framework().context(), keeper.node(), keeper.history(),
                new FeatureFiles(keeper.framework().context(), Fake.of(FeatureSettings.class, (method, arguments) -> null)));
    }
}
