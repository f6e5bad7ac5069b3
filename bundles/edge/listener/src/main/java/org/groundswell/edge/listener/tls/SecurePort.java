package org.groundswell.edge.listener.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.groundswell.edge.http1.HeadMemory;
import org.groundswell.edge.http1.StrictHttp1;
import org.groundswell.edge.listener.budgets.Budget;
import org.groundswell.edge.listener.budgets.Budgets;
import org.groundswell.edge.listener.budgets.Http2Holdings;
import org.groundswell.edge.listener.budgets.TurnLine;
import org.groundswell.edge.listener.budgets.WatchedConnector;
import org.groundswell.edge.listener.http.Http2Requests;
import org.groundswell.edge.listener.http.PlainHttp2;
import org.groundswell.edge.listener.http.RequestFields;
import org.groundswell.edge.listener.http.ServiceFiles;
import org.groundswell.shared.loops.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS with HTTP/2 and HTTP/1.1. A renewed certificate is used for each connection that comes after it, and those that
 * are open stay; files that cannot be used leave the certificate before them in force.
 */
public final class SecurePort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SecurePort.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    /** Browsers that came once come by TLS from then on (RFC 6797). */
    private static final long STRICT_SECONDS = TimeUnit.DAYS.toSeconds(365);

    private static final int SELECTORS = 2;
    private static final int HANDSHAKES = 200;
    private static final Duration PRACTICE = Duration.ofSeconds(5);

    private final PemFiles files;
    private final String password = UUID.randomUUID().toString();
    private final SslContextFactory.Server tls = new SslContextFactory.Server();
    private final Loop loop = Loop.of("certificate");
    private String fingerprint;

    /** @throws IOException if the files cannot be used */
    public SecurePort(PemFiles files) throws IOException {
        this.files = files;
        this.fingerprint = files.fingerprint();
        tls.setKeyStore(files.read(password.toCharArray()));
        tls.setKeyStorePassword(password);
        loop.every(LOOK, this::look);
    }

    /**
     * @param plain  how requests are read on the other port
     * @param budgets what connections may hold
     * @param byAddress whether a connection's address is its visitor's, and not a proxy's
     * @param heads  what any connection may hold of what does not come whole
     */
    public ServerConnector connector(Server server, HttpConfiguration plain, Budgets budgets, boolean byAddress,
            Function<EndPoint, HeadMemory> heads) {
        var http = new HttpConfiguration(plain);
        http.setSecureScheme("https");
        // A site has many names; the certificate's are the browser's business.
        var secure = new SecureRequestCustomizer(false);
        secure.setStsMaxAge(STRICT_SECONDS);
        http.addCustomizer(secure);
        // Its implementation is in a bundle that is found by a file of this one.
        var negotiation = ServiceFiles.foundWith(SecurePort.class.getClassLoader(),
                () -> new ALPNServerConnectionFactory());
        var http1 = new StrictHttp1(http, RequestFields.MOST, heads);
        negotiation.setDefaultProtocol(http1.getProtocol());
        var counted = new CountedTls(tls, negotiation.getProtocol(), new TurnLine(server.getThreadPool()), heads);
        return new WatchedConnector(server, SELECTORS, budgets.slowReaders(), byAddress, counted, negotiation,
                http2(strict(http), budgets.http2()), http1);
    }

    /** Makes what a handshake needs ready, on a thread of its own, once the server has started. */
    public void practise() {
        Thread.ofPlatform().name("handshake-practice").daemon().start(() -> {
            try {
                int shaken = new HandshakePractice(tls, HANDSHAKES, PRACTICE).play();
                LOG.info("{} handshakes were practised", shaken);
            } catch (GeneralSecurityException | IOException | RuntimeException e) {
                // Browsers' handshakes are their own.
                LOG.warn("Handshakes could not be practised", e);
            }
        });
    }

    private static HTTP2ServerConnectionFactory http2(HttpConfiguration http, Budget held) {
        var http2 = new PlainHttp2(http);
        Http2Holdings.limit(http2, held);
        return http2;
    }

    private static HttpConfiguration strict(HttpConfiguration http) {
        var http2 = new HttpConfiguration(http);
        // Jetty would answer it; as a customizer sees it, the stream ends.
        http2.setHttpCompliance(HttpCompliance.RFC7230.with("streams", HttpCompliance.Violation.MISMATCHED_AUTHORITY));
        http2.setCustomizers(Stream.concat(Stream.of(new Http2Requests()), http.getCustomizers().stream()).toList());
        return http2;
    }

    @Override
    public void close() {
        loop.close();
    }

    private void look() throws Exception {
        String now = files.fingerprint();
        if (now.equals(fingerprint)) {
            return;
        }
        fingerprint = now;
        try {
            var store = files.read(password.toCharArray());
            tls.reload(factory -> factory.setKeyStore(store));
            LOG.info("The certificate in {} is in use", files.certificate());
        } catch (IOException e) {
            LOG.error("The certificate stays as it was: {}", e.getMessage());
        }
    }
}
