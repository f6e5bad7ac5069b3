package org.groundswell.kernel.handover;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.groundswell.kernel.api.handover.Doors;
import org.groundswell.kernel.api.health.NodeFitness;
import org.groundswell.kernel.api.node.NodeFolder;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.FrameworkStartLevel;

public class RehearsalTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<String> done = new ArrayList<>();
    private Path data;
    private int level = StartLevels.HELD;
    /** What the framework says of the data; null: it leaves that to the system property. */
    private String ofTheFramework;

    @Before
    public void serve() {
        data = folder.getRoot().toPath().resolve("data");
        System.setProperty(NodeFolder.DATA_PROPERTY, data.toString());
    }

    @After
    public void forget() {
        System.clearProperty(NodeFolder.DATA_PROPERTY);
    }

    @Test
    public void aStartIsPlayedOnAnEmptyFolderAndTakenBack() throws Exception {
        HandoverFolder handover = HandoverFolder.in(data, "");
        Path left = handover.rehearsal().resolve("ledger/of-the-last-one.db");
        Files.createDirectories(left.getParent());
        Files.createFile(left);
        rehearsal(handover).play(doors());
        assertEquals(List.of("20 on " + handover.rehearsal() + " with []", "fit", "no mail", "22 on "
                + handover.rehearsal() + " with [20]", "10 on " + handover.rehearsal() + " with [20, 22]", "forgotten"),
                done);
        assertEquals(data.toString(), System.getProperty(NodeFolder.DATA_PROPERTY));
        assertFalse("nothing of it is left", Files.exists(handover.rehearsal()));
    }

    @Test
    public void nothingStartsWhereDataCannotBePutAside() throws Exception {
        ofTheFramework = data.toString();
        HandoverFolder handover = HandoverFolder.in(data, "");
        HandoverException refused = assertThrows(HandoverException.class, () -> rehearsal(handover).play(doors()));
        assertTrue(refused.getMessage(), refused.getMessage().contains("put aside"));
        assertEquals(List.of("10 on " + data + " with [handover]", "forgotten"), done);
        assertEquals(data.toString(), System.getProperty(NodeFolder.DATA_PROPERTY));
    }

    private Rehearsal rehearsal(HandoverFolder handover) throws Exception {
        return new Rehearsal(context(), surroundings(handover));
    }

    private Surroundings surroundings(HandoverFolder handover) {
        NodeFitness fit = () -> {
            done.add("fit");
            return List.of();
        };
        return new Surroundings(handover, null, new StartLevels(context()), null, null, () -> null, () -> fit);
    }

    private Doors doors() {
        return fake(Doors.class, (_, method, _) -> method.getName().equals("forgetRehearsal") ? done.add("forgotten")
                : null);
    }

    private BundleContext context() {
        FrameworkStartLevel levels = fake(FrameworkStartLevel.class, (_, method, arguments) -> {
            if (method.getName().equals("getStartLevel")) {
                return level;
            }
            move((int) arguments[0]);
            for (FrameworkListener each : (FrameworkListener[]) arguments[1]) {
                each.frameworkEvent(new FrameworkEvent(FrameworkEvent.STARTLEVEL_CHANGED, fake(Bundle.class, (_, _, _) -> null),
                        null));
            }
            return null;
        });
        Bundle framework = fake(Bundle.class, (_, _, _) -> levels);
        return fake(BundleContext.class, (_, method, arguments) -> switch (method.getName()) {
            case "getBundle" -> framework;
            case "getBundles" -> new Bundle[] {bundle("org.groundswell.donations.service"), bundle("org.groundswell.mail")};
            case "getProperty" -> ofTheFramework != null && arguments[0].equals(NodeFolder.DATA_PROPERTY) ? ofTheFramework
                    : System.getProperty((String) arguments[0]);
            default -> null;
        });
    }

    private Bundle bundle(String name) {
        return fake(Bundle.class, (_, method, arguments) -> switch (method.getName()) {
            case "getSymbolicName" -> name;
            case "stop" -> {
                assertEquals("its level starts it again", Bundle.STOP_TRANSIENT, arguments[0]);
                done.add("no " + name.substring(name.lastIndexOf('.') + 1));
                yield null;
            }
            default -> null;
        });
    }

    private void move(int to) throws Exception {
        level = to;
        Path now = NodeFolder.of(context()).data();
        try (var files = Files.list(now)) {
            done.add(to + " on " + now + " with " + files.map(each -> each.getFileName().toString()).sorted().toList());
        }
        if (to > StartLevels.HELD) {
            Files.createFile(now.resolve(Integer.toString(to)));
        }
    }

    private static <T> T fake(Class<T> type, InvocationHandler behaviour) {
        return type.cast(Proxy.newProxyInstance(RehearsalTest.class.getClassLoader(), new Class<?>[] {type}, behaviour));
    }
}
