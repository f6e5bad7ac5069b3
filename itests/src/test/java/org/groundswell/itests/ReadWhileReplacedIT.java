package org.groundswell.itests;

import static org.junit.Assert.assertEquals;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.OptionUtils;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * A thread that its bundle has left behind goes on reading a file of the bundle while that is replaced. Felix keeps what it
 * finds in the moment between the old content and the new: nothing.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ReadWhileReplacedIT {
    private static final int SWAPS = 400;
    private static final String JAR = "groundswell.test.jar";

    private static final String READER = """
            package org.example.reader;

            import java.io.InputStream;
            import org.osgi.service.component.annotations.Component;

            @Component(service = Reader.class, immediate = true)
            public class Reader implements Runnable {
                public Reader() {
                    Thread thread = new Thread(this, "reader");
                    thread.setDaemon(true);
                    thread.start();
                }

                @Override
                public void run() {
                    long end = System.nanoTime() + 300_000_000L;
                    while (System.nanoTime() < end) {
                        try (InputStream in = Reader.class.getResourceAsStream("/META-INF/MANIFEST.MF")) {
                            in.readAllBytes();
                        } catch (Exception e) {
                            // It is away for a moment.
                            continue;
                        }
                    }
                }
            }
            """;

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] node() throws Exception {
        Path jar = TestBundle.build(Files.createTempDirectory("reader"), READER);
        return OptionUtils.combine(ContainerNode.shipped("read-while-replaced"),
                CoreOptions.frameworkProperty(JAR).value(jar.toUri().toString()));
    }

    @Test
    public void aBundleHasItsClassesAfterEachSwap() throws Exception {
        // It would go back to a version that holds.
        ContainerNode.installed(context, "org.groundswell.kernel.keeper").stop();
        Path jar = Path.of(URI.create(context.getProperty(JAR)));
        Bundle bundle;
        try (InputStream in = Files.newInputStream(jar)) {
            bundle = context.installBundle("reader", in);
        }
        bundle.start();
        int whole = 0;
        for (int i = 0; i < SWAPS; i++) {
            try (InputStream in = Files.newInputStream(jar)) {
                bundle.update(in);
            }
            if (bundle.getRegisteredServices() != null) {
                whole++;
            }
        }
        bundle.uninstall();
        assertEquals("swaps after which the bundle had its component", SWAPS, whole);
    }
}
