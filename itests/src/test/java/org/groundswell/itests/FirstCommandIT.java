package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code runtime/run.sh}, the first thing a newcomer types, with something else in Maven's place. */
public class FirstCommandIT {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Path project;
    private Process run;

    @Before
    public void aProjectWithNothingBuilt() throws Exception {
        project = folder.getRoot().toPath();
        for (String each : new String[] {"runtime", "bundles", "features", "bin"}) {
            Files.createDirectory(project.resolve(each));
        }
        Files.writeString(project.resolve("pom.xml"), "");
        Files.copy(Path.of("../runtime/run.sh"), project.resolve("runtime/run.sh"));
        program("bin/mvn", """
                echo "[INFO] Scanning for projects..."
                echo "Downloaded from somewhere: a library"
                echo "[INFO] Building Groundswell pages: site 1.0.0               [12/46]"
                while [ ! -e go ]; do sleep 0.1; done
                [ ! -e fail ] || { echo "[ERROR] it broke in this place"; exit 1; }
                built=runtime/target/groundswell-1/groundswell
                for part in bin lib artifacts features launcher template conf site deploy; do mkdir -p $built/$part; done
                echo '{}' > $built/features/node.json
                printf '#!/bin/sh\\necho "the node: $*"\\n' > $built/bin/groundswell
                chmod +x $built/bin/groundswell
                """);
    }

    @After
    public void letItGo() throws Exception {
        Files.writeString(project.resolve("go"), "");
        end(run);
    }

    @Test
    public void saysHowFarTheBuildIsAndThenRunsTheNode() throws Exception {
        run();
        Await.until("it says which step", () -> output().contains("12 of 46: Groundswell pages: site, files fetched: 1"));
        Files.writeString(project.resolve("go"), "");
        assertEquals(0, end(run));
        assertTrue(output(), output().matches("(?s)Building, which .*\\n0:\\d\\d  12 of 46: .*Built in \\d+ s\\nthe node: run\\n"));
        assertEquals(0, end(run("start")));
        assertTrue("not built again", output().startsWith("the node: start"));
    }

    @Test
    public void aBuildThatFailsShowsWhatMavenFoundAndWhereTheRestIs() throws Exception {
        Files.writeString(project.resolve("go"), "");
        Files.writeString(project.resolve("fail"), "");
        assertEquals(1, end(run()));
        assertTrue(output(), output().contains("[ERROR] it broke in this place\nThe build failed after "));
        assertTrue(output(), output().contains("runtime/target/build.log"));
    }

    private void program(String name, String script) throws Exception {
        Path file = project.resolve(name);
        Files.writeString(file, "#!/usr/bin/env bash\n" + script);
        assertTrue(file.toFile().setExecutable(true));
    }

    private Process run(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("bash", "runtime/run.sh"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true)
                .redirectOutput(project.resolve("output").toFile());
        builder.environment().merge("PATH", project.resolve("bin").toString(), (path, first) -> first + ":" + path);
        run = builder.start();
        return run;
    }

    private static int end(Process run) throws Exception {
        assertTrue(run.waitFor(60, TimeUnit.SECONDS));
        return run.exitValue();
    }

    private String output() throws Exception {
        return Files.readString(project.resolve("output"));
    }
}
