package org.groundswell.edge.listener.tls;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Each is a whole handshake: one that stops in between fails. */
public class HandshakePracticeTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final SslContextFactory.Server tls = new SslContextFactory.Server();

    @Before
    public void start() throws Exception {
        tls.setKeyStore(TestKey.made(folder.getRoot().toPath()).store());
        tls.setKeyStorePassword(TestKey.PASSWORD);
        tls.start();
    }

    @After
    public void stop() throws Exception {
        tls.stop();
    }

    @Test
    public void itShakesHandsSoOften() throws Exception {
        assertEquals(3, new HandshakePractice(tls, 3, LONG).play());
    }

    @Test
    public void noMoreThanTlsOneDotTwoWillDo() throws Exception {
        tls.stop();
        tls.setExcludeProtocols("TLSv1.3");
        tls.start();
        assertEquals(3, new HandshakePractice(tls, 3, LONG).play());
    }

    @Test
    public void itEndsWithItsTimeOrThePort() throws Exception {
        assertEquals(0, new HandshakePractice(tls, 3, Duration.ZERO).play());
        tls.stop();
        assertEquals(0, new HandshakePractice(tls, 3, LONG).play());
    }
}
