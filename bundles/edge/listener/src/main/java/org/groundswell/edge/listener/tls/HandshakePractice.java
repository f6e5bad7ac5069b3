package org.groundswell.edge.listener.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Shakes hands with itself, in memory and with the site's own certificate. The first hundred handshakes of a process take two to
 * three times as long as the next ones, the very first fifty times; a process that takes the place of another one has all browsers
 * at its door at once.
 */
final class HandshakePractice {
    /** What a browser offers. */
    private static final String[] PROTOCOLS = {"h2", "http/1.1"};
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SslContextFactory.Server tls;
    private final int most;
    private final Duration longest;

    /** @param tls has to be started */
    HandshakePractice(SslContextFactory.Server tls, int most, Duration longest) {
        this.tls = tls;
        this.most = most;
        this.longest = longest;
    }

    /**
     * Returns after so many, or so long, or when the port is closed.
     *
     * @return how many there were
     * @throws GeneralSecurityException if browsers could not be answered either
     */
    int play() throws GeneralSecurityException, SSLException {
        long end = System.nanoTime() + longest.toNanos();
        int shaken = 0;
        while (shaken < most && System.nanoTime() < end && tls.isRunning()) {
            shake();
            shaken++;
        }
        return shaken;
    }

    private void shake() throws GeneralSecurityException, SSLException {
        SSLEngine site = tls.newSSLEngine();
        site.setUseClientMode(false);
        site.setHandshakeApplicationProtocolSelector((_, offered) -> offered.isEmpty() ? null : offered.getFirst());
        // Another browser each time: one that comes again would take a shorter way.
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsItself()}, null);
        SSLEngine browser = context.createSSLEngine("localhost", 1);
        browser.setUseClientMode(true);
        SSLParameters parameters = browser.getSSLParameters();
        parameters.setApplicationProtocols(PROTOCOLS);
        browser.setSSLParameters(parameters);
        new Exchange(browser, site).run();
    }

    /** What the two say to each other, until neither has anything to say. */
    private static final class Exchange {
        private final SSLEngine browser;
        private final SSLEngine site;
        private final ByteBuffer toSite;
        private final ByteBuffer toBrowser;
        private final ByteBuffer read;

        Exchange(SSLEngine browser, SSLEngine site) {
            this.browser = browser;
            this.site = site;
            int packet = 2 * Math.max(browser.getSession().getPacketBufferSize(), site.getSession().getPacketBufferSize());
            toSite = ByteBuffer.allocate(packet).flip();
            toBrowser = ByteBuffer.allocate(packet).flip();
            read = ByteBuffer.allocate(packet);
        }

        void run() throws SSLException {
            browser.beginHandshake();
            site.beginHandshake();
            boolean moved = true;
            while (moved) {
                moved = step(browser, toBrowser, toSite) | step(site, toSite, toBrowser);
            }
            for (SSLEngine each : List.of(browser, site)) {
                if (each.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
                    throw new SSLException("A handshake stopped at " + each.getHandshakeStatus());
                }
            }
        }

        private boolean step(SSLEngine one, ByteBuffer in, ByteBuffer out) throws SSLException {
            return switch (one.getHandshakeStatus()) {
                case NEED_TASK -> {
                    one.getDelegatedTask().run();
                    yield true;
                }
                case NEED_WRAP -> {
                    out.compact();
                    SSLEngineResult result = one.wrap(NOTHING, out);
                    out.flip();
                    yield result.bytesProduced() > 0;
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING -> {
                    read.clear();
                    // Behind the handshake there are tickets to come again with.
                    yield in.hasRemaining() && one.unwrap(in, read).bytesConsumed() > 0;
                }
                case FINISHED -> true;
            };
        }
    }

    /** The certificate is this site's own, whoever has signed it. */
    private static final class TrustsItself extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
