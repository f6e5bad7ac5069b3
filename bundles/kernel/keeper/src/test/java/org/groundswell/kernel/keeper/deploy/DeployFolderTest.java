package org.groundswell.kernel.keeper.deploy;

import static org.groundswell.kernel.api.keeper.SwapOutcome.GOOD;
import static org.groundswell.kernel.api.keeper.SwapOutcome.REFUSED;
import static org.groundswell.kernel.api.keeper.SwapOutcome.REMOVED;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.groundswell.kernel.api.settings.FeatureSettings;
import org.groundswell.kernel.keeper.Fake;
import org.groundswell.kernel.keeper.TestKeeper;
import org.groundswell.kernel.keeper.features.FeatureFiles;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** A file in the folder and what it has brought belong to each other. */
public class DeployFolderTest {
    private static final String OTHER = "org.example.other";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final List<String> settings = new ArrayList<>();
    private TestKeeper keeper;
    private Path files;
    private DeployFolder deploy;

    @Before
    public void start() throws Exception {
        keeper = new TestKeeper(folder.getRoot().toPath(), 0);
        files = folder.newFolder("deploy").toPath();
        deploy = folder();
    }

    @After
    public void stop() throws Exception {
        keeper.close();
    }

    @Test
    public void aJarComesWithItsFileAndGoesWithIt() throws Exception {
        File file = drop("greeter.jar", keeper.jar("1.0.0"));
        deploy.install(file);
        awaitOutcomes(2);
        assertEquals("1.0.0", keeper.running());
        assertEquals("deploy/greeter.jar", keeper.history().all().getFirst().by());
        drop("greeter.jar", keeper.jar("2.0.0"));
        deploy.update(file);
        awaitOutcomes(4);
        assertEquals("2.0.0", keeper.running());
        deploy.uninstall(file);
        assertEquals("", keeper.running());
        assertEquals(REMOVED, keeper.outcomes().getLast());
    }

    @Test
    public void whatIsNoBundleIsRefusedAndSaid() throws Exception {
        Files.writeString(files.resolve("notes.jar"), "no jar at all");
        deploy.install(files.resolve("notes.jar").toFile());
        assertEquals(List.of(REFUSED), keeper.outcomes());
        assertEquals(Set.of("notes.jar"), deploy.troubles().keySet());
        assertTrue(deploy.troubles().toString(), deploy.troubles().get("notes.jar").contains("it is no jar"));
        deploy.uninstall(files.resolve("notes.jar").toFile());
        assertEquals(Map.of(), deploy.troubles());
    }

    /** Whatever is in it: what neither is a jar nor a feature by its name may be meant for something else. */
    @Test
    public void whatHasTheNameOfNeitherIsRefusedAndSaid() throws Exception {
        for (String name : List.of("greeter.zip", "greeter", "greeter.cfg")) {
            File file = drop(name, keeper.jar("1.0.0"));
            assertTrue("not left to others, who would put it in unwatched", deploy.canHandle(file));
            deploy.install(file);
            assertEquals(name, "", keeper.running());
            assertTrue(deploy.troubles().toString(), deploy.troubles().get(name).contains("neither a bundle (.jar)"));
        }
    }

    @Test
    public void aFeatureWithoutAnythingInItIsRefusedAndSaid() throws Exception {
        deploy.install(feature("{}"));
        assertEquals(List.of(REFUSED), keeper.outcomes());
        assertTrue(deploy.troubles().toString(), deploy.troubles().get("greetings.json").contains("without anything in it"));
    }

    /** It may go while its jar is on trial, whose end is told later. */
    @Test
    public void aFileThatIsGoneHasNoTrouble() throws Exception {
        Files.writeString(files.resolve("notes.jar"), "no jar at all");
        deploy.install(files.resolve("notes.jar").toFile());
        Files.delete(files.resolve("notes.jar"));
        assertEquals(Map.of(), deploy.troubles());
    }

    @Test
    public void notesAndFilesThatAreBeingCopiedAreLeftAlone() {
        for (String name : List.of(".greeter.jar", "greeter.jar.part", "README.md", "notes.txt")) {
            assertFalse(name, deploy.canHandle(new File(name)));
        }
        assertTrue(deploy.canHandle(new File("greeter.jar")));
    }

    @Test
    public void aBundleBelongsToOneFile() throws Exception {
        deploy.install(drop("greeter.jar", keeper.jar("1.0.0")));
        awaitOutcomes(2);
        deploy.install(drop("greeter-2.jar", keeper.jar("2.0.0")));
        assertEquals("1.0.0", keeper.running());
        assertTrue(deploy.troubles().toString(), deploy.troubles().get("greeter-2.jar")
                .contains("which came with greeter.jar already: delete one of the two"));
        deploy.uninstall(files.resolve("greeter-2.jar").toFile());
        assertEquals("the bundle of the other file stays", "1.0.0", keeper.running());
    }

    @Test
    public void whatFailedIsTriedAgainOnceItsSettingsChange() throws Exception {
        keeper.framework().whenStarting(jar -> {
            throw new BundleException("no key");
        });
        deploy.install(drop("greeter.jar", keeper.jar("1.0.0")));
        assertEquals("no key", deploy.troubles().get("greeter.jar"));
        keeper.framework().whenStarting(jar -> { });
        deploy.tryAgain();
        assertEquals("not as it was", 1, keeper.framework().starts().size());
        Files.writeString(Files.createDirectories(folder.getRoot().toPath().resolve("conf"))
                .resolve(TestKeeper.GREETER + ".cfg"), "key = file:secret\n");
        deploy.tryAgain();
        awaitOutcomes(4);
        assertEquals("1.0.0", keeper.running());
        assertEquals(Map.of(), deploy.troubles());
        deploy.tryAgain();
        assertEquals("what runs is left alone", 2, keeper.framework().starts().size());
    }

    @Test
    public void aFileThatIsGoneTakesItsBundleAlongAtTheSecondLook() throws Exception {
        File file = drop("greeter.jar", keeper.jar("1.0.0"));
        deploy.install(file);
        awaitOutcomes(2);
        Files.delete(file.toPath());
        deploy.takeAwayWhatIsGone();
        assertEquals("somebody may be exchanging it", "1.0.0", keeper.running());
        deploy.takeAwayWhatIsGone();
        assertEquals("", keeper.running());
    }

    @Test
    public void whatAFileHadBroughtIsKnownAfterARestart() throws Exception {
        File file = drop("greeter.jar", keeper.jar("1.0.0"));
        deploy.install(file);
        awaitOutcomes(2);
        Files.writeString(file.toPath(), "spoilt while the node was down");
        DeployFolder restarted = folder();
        assertEquals(List.of("greeter.jar"), restarted.arrivals().missing());
        restarted.install(file);
        assertEquals("refused, so it is not waited for", List.of(), restarted.arrivals().missing());
        assertEquals("1.0.0", keeper.running());
        restarted.uninstall(file);
        assertEquals("", keeper.running());
    }

    @Test
    public void aFeatureBringsItsBundlesAndSettingsAsAWhole() throws Exception {
        artifact(TestKeeper.GREETER, "1.0.0");
        artifact(OTHER, "1.0.0");
        File file = feature("""
                {"bundles": ["g:org.example.greeter:1.0.0", "g:org.example.other:1.0.0"],
                 "configurations": {"org.example.greeter": {"greeting": "hello"}, "org.example.other": {"on": true}}}""");
        deploy.install(file);
        awaitOutcomes(4);
        assertEquals(Set.of(TestKeeper.GREETER, OTHER), installed());
        assertEquals(Set.of("put org.example.greeter", "put org.example.other"), new TreeSet<>(settings));
        settings.clear();
        feature("""
                {"bundles": ["g:org.example.greeter:1.0.0"],
                 "configurations": {"org.example.greeter": {"greeting": "hello"}}}""");
        deploy.update(file);
        assertEquals("what it does not bring any more goes", Set.of(TestKeeper.GREETER), installed());
        assertEquals(Set.of("put org.example.greeter", "remove org.example.other"), new TreeSet<>(settings));
        deploy.uninstall(file);
        assertEquals(Set.of(), installed());
        assertTrue(settings.contains("remove org.example.greeter"));
    }

    private DeployFolder folder() {
        FeatureSettings service = Fake.of(FeatureSettings.class, (method, arguments) -> {
            settings.add(method + " " + arguments[0]);
            return null;
        });
        return new DeployFolder(keeper.framework().context(), keeper.node(), keeper.history(),
                new FeatureFiles(keeper.framework().context(), service));
    }

    private File drop(String name, Path jar) throws Exception {
        return Files.write(files.resolve(name), Files.readAllBytes(jar)).toFile();
    }

    private File feature(String json) throws Exception {
        return Files.writeString(files.resolve("greetings.json"), json).toFile();
    }

    private void artifact(String name, String version) throws Exception {
        Path jar = folder.getRoot().toPath().resolve("artifacts/g/" + name + "/" + version + "/" + name + "-" + version
                + ".jar");
        Files.createDirectories(jar.getParent());
        Files.copy(keeper.jar(name, version), jar);
    }

    private Set<String> installed() {
        return keeper.framework().bundles().stream().map(Bundle::getSymbolicName).collect(Collectors.toSet());
    }

    /** A jar is good a moment after it was put in. */
    private void awaitOutcomes(int number) throws Exception {
        TestKeeper.await(number + " records", () -> keeper.outcomes().size() == number);
        assertEquals(GOOD, keeper.outcomes().getLast());
    }
}
