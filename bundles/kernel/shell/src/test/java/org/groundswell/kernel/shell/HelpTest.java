package org.groundswell.kernel.shell;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.junit.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

public class HelpTest {
    private final Help help = new Help(registry(Map.of("swap", "a command of Java methods", "renew-links", new Renews(),
            "plain", (Function) (session, arguments) -> "done")));

    @Test
    public void aCommandIsExplainedAsElsewhere() {
        assertEquals("help groundswell:swap", help.wanted("groundswell:swap --help"));
        assertEquals("help groundswell:swap", help.wanted(" groundswell:swap -h "));
        assertEquals("without its scope, too", "help groundswell:swap", help.wanted("swap --help"));
        for (String other : new String[] {"groundswell:swap a.jar", "groundswell:swap --help me", "echo --help", "lb",
            "help", "help lb", "groundswell:nothing --help", "groundswell:renew-links"}) {
            assertEquals(other, help.wanted(other));
            assertEquals(other, Optional.empty(), help.explained(other));
        }
        assertEquals("Gogo knows it", Optional.empty(), help.explained("groundswell:swap --help"));
    }

    /** Such a one gets all words for arguments, these as well: it would do its work. */
    @Test
    public void whatGogoCannotExplainIsExplainedByItsClass() {
        for (String asked : new String[] {"groundswell:renew-links --help", "groundswell:renew-links -?", "renew-links -h",
            "help groundswell:renew-links"}) {
            assertEquals(asked, "\nrenew-links - Makes a new key\n   scope: groundswell\n", help.explained(asked).orElse(""));
        }
        assertTrue(help.explained("groundswell:plain --help").orElseThrow().contains("not described"));
        assertFalse(help.explained("groundswell:renew-links").isPresent());
    }

    @Test
    public void theListOfAllHasThoseToo() {
        assertEquals("groundswell:plain\ngroundswell:renew-links", help.unlisted("help").orElse(""));
        assertFalse(help.unlisted("help lb").isPresent());
    }

    @Descriptor("Makes a new key")
    private static final class Renews implements Function {
        @Override
        public Object execute(CommandSession session, List<Object> arguments) {
            throw new AssertionError("it was asked for help only");
        }
    }

    /** A registry with these commands of the node's own scope. */
    private static BundleContext registry(Map<String, Object> commands) {
        Map<ServiceReference<?>, String> names = new IdentityHashMap<>();
        return fake(BundleContext.class, (method, arguments) -> {
            if (method.equals("getService")) {
                return commands.get(names.get((ServiceReference<?>) arguments[0]));
            }
            String filter = (String) arguments[1];
            ServiceReference<?>[] found = commands.keySet().stream().filter(name -> List.of(name, "*").stream().anyMatch(
                    each -> filter.equals("(&(osgi.command.scope=groundswell)(osgi.command.function=" + each + "))")))
                    .map(name -> {
                        ServiceReference<?> reference = fake(ServiceReference.class, (asked, none) -> name);
                        names.put(reference, name);
                        return reference;
                    }).toArray(ServiceReference<?>[]::new);
            return found.length == 0 ? null : found;
        });
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
