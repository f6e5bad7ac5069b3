package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import org.groundswell.console.api.Role;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.FakeFrame;
import org.groundswell.testing.RecordsInMemory;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ConnectServletTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final FakeFrame frame = new FakeFrame(ConnectServlet.class);
    private final RecordsInMemory records = new RecordsInMemory();
    private SharedNode node;

    @Before
    public void begin() throws Exception {
        node = new SharedNode(folder.getRoot().toPath(), Clock.systemUTC());
        node.people.add(Person.withPassword("noor", EnumSet.of(Role.OWNER), Passwords.fastHash("secret"),
                Clock.systemUTC().instant()).withIdentity("https://id.example s-1"));
    }

    @Test
    public void oneLetsGoWithThePassword() throws Exception {
        assertEquals(400, letGo("wrong").status);
        assertEquals(303, letGo("secret").status);
        assertEquals("", node.people.find("noor").orElseThrow().identity());
        assertEquals(List.of("person.disconnect noor "), frame.noted);
    }

    @Test
    public void whileTheDatabaseIsAwayNothingChangesAndThatIsSaid() throws Exception {
        records.away(true);
        node.join(records, "of all nodes");
        Call call = letGo("secret");
        assertEquals(503, call.status);
        assertTrue(call.body(), call.body().contains("Nothing was changed"));
        assertEquals("https://id.example s-1", node.people.find("noor").orElseThrow().identity());
        assertEquals(List.of(), frame.noted);
        node.close();
    }

    private Call letGo(String password) throws Exception {
        // The name of a cookie has the port in it where a node stands alone.
        String cookie = node.signIn("noor").replaceFirst("^groundswell-[0-9]+", "groundswell-443");
        return new Call("noor", cookie).send(new ConnectServlet(frame, node.people, node.sessions, node.attempts, frame),
                List.of(), "current", password, "what", "disconnect");
    }
}
