package org.groundswell.edge.listener;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class AcceptEncodingTest {

    @Test
    public void readsWhatBrowsersSend() {
        assertEquals(AcceptEncoding.IDENTITY_ONLY, AcceptEncoding.of(null));
        assertEquals(AcceptEncoding.GZIP_OR_IDENTITY, AcceptEncoding.of("gzip, deflate, br, zstd"));
        assertEquals(AcceptEncoding.GZIP_OR_IDENTITY, AcceptEncoding.of("br;q=1.0, GZIP;q=0.8, *;q=0.1"));
        assertEquals(AcceptEncoding.IDENTITY_ONLY, AcceptEncoding.of("br"));
        assertEquals(AcceptEncoding.IDENTITY_ONLY, AcceptEncoding.of(""));
    }

    @Test
    public void obeysRefusals() {
        assertEquals(AcceptEncoding.IDENTITY_ONLY, AcceptEncoding.of("gzip;q=0"));
        assertEquals(AcceptEncoding.IDENTITY_ONLY, AcceptEncoding.of("gzip; q=0.000, br"));
        assertEquals(AcceptEncoding.GZIP_ONLY, AcceptEncoding.of("gzip, identity;q=0"));
        assertEquals(AcceptEncoding.NEITHER, AcceptEncoding.of("br, *;q=0"));
        assertEquals(AcceptEncoding.GZIP_OR_IDENTITY, AcceptEncoding.of("*"));
    }
}
