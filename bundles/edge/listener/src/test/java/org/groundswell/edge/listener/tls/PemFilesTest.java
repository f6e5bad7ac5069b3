package org.groundswell.edge.listener.tls;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Base64;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PemFilesTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void whatIsWrongWithTheFilesIsSaid() throws Exception {
        var files = new PemFiles(path("certificate.pem"), path("key.pem"));
        Files.writeString(files.certificate(), "not a certificate");
        Files.writeString(files.key(), "not a key");
        assertTrue(message(files), message(files).contains("certificate.pem: expected certificates in PEM"));
        Files.writeString(files.certificate(), "");
        assertTrue(message(files), message(files).contains("found none"));
    }

    @Test
    public void aByteOrderMarkIsNoPartOfEither() throws Exception {
        KeyStore made = TestKey.made(folder.getRoot().toPath()).store();
        var files = new PemFiles(path("certificate.pem"), path("key.pem"));
        pem(files.certificate(), "CERTIFICATE", made.getCertificate("site").getEncoded());
        pem(files.key(), "PRIVATE KEY", made.getKey("site", TestKey.PASSWORD.toCharArray()).getEncoded());
        assertEquals(made.getCertificate("site"), files.read(new char[0]).getCertificate("site"));
    }

    private static void pem(Path file, String kind, byte[] bytes) throws IOException {
        Files.writeString(file, "\uFEFF-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes)
                + "\n-----END " + kind + "-----\n");
    }

    @Test
    public void aKeyOfAnotherCertificateIsRefused() throws GeneralSecurityException {
        for (String algorithm : new String[] {"RSA", "EC", "Ed25519"}) {
            KeyPair one = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
            KeyPair other = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
            KeyPairCheck.check(one.getPrivate(), one.getPublic());
            assertThrows(GeneralSecurityException.class, () -> KeyPairCheck.check(one.getPrivate(), other.getPublic()));
        }
    }

    @Test
    public void aChangedFileIsSeen() throws IOException {
        var files = new PemFiles(path("certificate.pem"), path("key.pem"));
        Files.writeString(files.certificate(), "a");
        Files.writeString(files.key(), Base64.getEncoder().encodeToString(new byte[10]));
        String before = files.fingerprint();
        assertEquals(before, files.fingerprint());
        Files.writeString(files.certificate(), "ab");
        assertTrue(!before.equals(files.fingerprint()));
    }

    private static String message(PemFiles files) {
        return assertThrows(IOException.class, () -> files.read(new char[0])).getMessage();
    }

    private Path path(String name) {
        return folder.getRoot().toPath().resolve(name);
    }
}
