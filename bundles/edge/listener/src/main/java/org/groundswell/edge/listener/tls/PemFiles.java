package org.groundswell.edge.listener.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate with its chain, the site's own first, and its key, as certificate authorities hand them out (RFC 7468).
 *
 * @param certificate PEM, one or more {@code CERTIFICATE}
 * @param key         PEM, one {@code PRIVATE KEY} without a password (PKCS #8)
 */
public record PemFiles(Path certificate, Path key) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /** Changes whenever one of the files does. */
    String fingerprint() throws IOException {
        return Files.getLastModifiedTime(certificate) + " " + Files.size(certificate) + " "
                + Files.getLastModifiedTime(key) + " " + Files.size(key);
    }

    /**
     * What the files say now.
     *
     * @throws IOException with a message that says which file has to be mended and how
     */
    KeyStore read(char[] password) throws IOException {
        Certificate[] chain = chain();
        try {
            PrivateKey privateKey = privateKey(chain[0].getPublicKey());
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("site", privateKey, password, chain);
            return store;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(key + ": expected the key of the certificate in " + certificate + ": "
                    + e.getMessage(), e);
        }
    }

    private Certificate[] chain() throws IOException {
        try (InputStream in = Files.newInputStream(certificate)) {
            Certificate[] chain = CertificateFactory.getInstance("X.509").generateCertificates(in)
                    .toArray(Certificate[]::new);
            if (chain.length > 0) {
                return chain;
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(certificate + ": expected certificates in PEM: " + e.getMessage(), e);
        }
        throw new IOException(certificate + ": expected certificates in PEM, found none");
    }

    private PrivateKey privateKey(PublicKey publicKey) throws IOException, GeneralSecurityException {
        // Around the key there may be anything: a byte order mark, or a comment in some language.
        Matcher pem = KEY.matcher(Files.readString(key, StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw new IOException(key + ": expected a PRIVATE KEY in PEM, without a password. 'openssl pkcs8 -topk8"
                    + " -nocrypt' makes one of other kinds");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
        PrivateKey privateKey = KeyFactory.getInstance(publicKey.getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        KeyPairCheck.check(privateKey, publicKey);
        return privateKey;
    }
}
