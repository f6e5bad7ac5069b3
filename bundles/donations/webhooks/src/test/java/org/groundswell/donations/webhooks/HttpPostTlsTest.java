package org.groundswell.donations.webhooks;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HttpPostTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private SSLContext tls;
    private SSLServerSocket server;

    @Before
    public void open() throws Exception {
        tls = context();
        server = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(0, 5,
                InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    @After
    public void close() throws IOException {
        server.close();
    }

    @Test
    public void onlyTheHostItselfIsToldAnything() throws Exception {
        assertEquals(204, send("right.example", tls.getSocketFactory()));
        assertThrows("a certificate of somebody else", IOException.class,
                () -> send("wrong.example", tls.getSocketFactory()));
        assertThrows("a certificate that nobody knows", IOException.class,
                () -> send("right.example", (SSLSocketFactory) SSLSocketFactory.getDefault()));
    }

    private int send(String host, SSLSocketFactory factory) throws IOException {
        return new HttpPost(factory, 10_000).send(URI.create("https://" + host + ":" + server.getLocalPort() + "/"),
                List.of(InetAddress.getLoopbackAddress()), Map.of(), new byte[] {'x'});
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getInputStream().read(new byte[10_000]);
                client.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The next one.
                continue;
            }
        }
    }

    /** Whose key is right.example's, and who trusts it. */
    private SSLContext context() throws Exception {
        Path file = folder.getRoot().toPath().resolve("key.p12");
        int status = new ProcessBuilder(System.getProperty("java.home") + "/bin/keytool", "-genkeypair", "-keyalg",
                "EC", "-alias", "right", "-dname", "CN=right.example", "-ext", "SAN=dns:right.example", "-keystore",
                file.toString(), "-storepass", "changeit").redirectErrorStream(true)
                .redirectOutput(folder.newFile()).start().waitFor();
        assertEquals(0, status);
        var keys = KeyStore.getInstance(file.toFile(), PASSWORD);
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("right", keys.getCertificate("right"));
        var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, PASSWORD);
        var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }
}
