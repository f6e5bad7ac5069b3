package org.groundswell.kernel.health;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.hc.api.Result;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CertificateCheckTest {
    private static final int DAYS = 90;

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    @Test
    public void itsEndIsSaidTwoWeeksBefore() throws Exception {
        assertEquals(Result.Status.OK, after(0).getStatus());
        assertEquals(Result.Status.OK, after(DAYS - 16).getStatus());
        assertTrue(after(DAYS - 10).toString(), after(DAYS - 10).toString().contains("renew it"));
        assertEquals(Result.Status.WARN, after(DAYS - 10).getStatus());
        assertTrue(after(DAYS + 1).toString(), after(DAYS + 1).toString().contains("has ended"));
        assertEquals("nobody gives any more", Result.Status.CRITICAL, after(DAYS + 1).getStatus());
        assertTrue(after(-2).toString(), after(-2).toString().contains("clock"));
    }

    @Test
    public void withoutACertificateThereIsNothingToWatch() {
        assertEquals(Result.Status.OK, check(Path.of("/nowhere.pem"), Instant.now()).getStatus());
    }

    @Test
    public void aFileThatIsNoneIsSaid() throws Exception {
        assertEquals(Result.Status.WARN, check(FOLDER.newFile().toPath(), Instant.now()).getStatus());
    }

    @Test
    public void theConsolesCertificateIsWatchedBesideTheSites() throws Exception {
        var both = Set.of(Path.of("/nowhere.pem"), certificate());
        var check = new CertificateCheck(both, Settings.of(CertificateCheck.Config.class, Map.of()),
                () -> Instant.now().plus(Duration.ofDays(DAYS + 1)));
        assertEquals(Result.Status.CRITICAL, check.execute().getStatus());
    }

    private static Result after(int days) throws Exception {
        return check(certificate(), Instant.now().plus(Duration.ofDays(days)));
    }

    private static Result check(Path file, Instant now) {
        return new CertificateCheck(Set.of(file), Settings.of(CertificateCheck.Config.class, Map.of()), () -> now).execute();
    }

    /** Made with the JDK's own tool. */
    private static synchronized Path certificate() throws Exception {
        Path folder = FOLDER.getRoot().toPath();
        Path file = folder.resolve("certificate.pem");
        if (!Files.exists(file)) {
            String store = folder.resolve("store.p12").toString();
            keytool(folder, "-genkeypair", "-alias", "site", "-keyalg", "EC", "-dname", "CN=site", "-validity", "" + DAYS,
                    "-keystore", store, "-storepass", "changeit");
            keytool(folder, "-exportcert", "-rfc", "-alias", "site", "-keystore", store, "-storepass", "changeit",
                    "-file", file.toString());
        }
        return file;
    }

    private static void keytool(Path folder, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin/keytool").toString());
        command.addAll(List.of(arguments));
        Path log = folder.resolve("keytool.log");
        int status = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
        assertEquals(Files.readString(log), 0, status);
    }
}
