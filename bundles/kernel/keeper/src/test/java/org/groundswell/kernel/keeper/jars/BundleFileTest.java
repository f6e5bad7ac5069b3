package org.groundswell.kernel.keeper.jars;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.groundswell.kernel.keeper.Jars;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class BundleFileTest {
    /** One for all tries: a test that failed is tried again with what it failed with. */
    private static final long SEED = Long.getLong("groundswell.seed", System.nanoTime());
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aBundleSaysItsNameAndVersion() throws Exception {
        BundleFile read = BundleFile.read(Jars.write(folder.newFile().toPath(), Map.of("Bundle-SymbolicName",
                "org.example.a;singleton:=true", "Bundle-Version", "1.2.3")));
        assertEquals("org.example.a", read.symbolicName());
        assertEquals("1.2.3", read.version().toString());
        assertEquals(64, read.sha256().length());
    }

    @Test
    public void whatIsNoBundleIsRefusedWithTheReason() throws Exception {
        Path text = folder.newFile().toPath();
        Files.writeString(text, "no jar");
        assertTrue(reason(text).contains("no jar"));
        assertTrue(reason(Jars.write(folder.newFile().toPath(), Map.of())).contains("Bundle-SymbolicName"));
        assertTrue(reason(Jars.write(folder.newFile().toPath(), Map.of("Bundle-SymbolicName", "a", "Bundle-Version",
                "one"))).contains("manifest"));
    }

    @Test
    public void aNameThatIsNoneIsRefused() throws Exception {
        for (String name : List.of(";", " ", ";singleton:=true", "a b", "../a", "a/b", "a..b", ".a", "a.", "a,b", "x".repeat(300))) {
            String reason = reason(Jars.write(folder.newFile().toPath(), Map.of("Bundle-SymbolicName", name)));
            assertTrue(name + ": " + reason, reason.contains("Bundle-SymbolicName"));
        }
        for (String header : List.of("Bundle-Version", "Import-Package", "Groundswell-Affects", "Groundswell-Paths")) {
            for (String value : List.of(";", ",", ";;,", ":=", "=", "\"")) {
                Path jar = Jars.write(folder.newFile().toPath(), Map.of("Bundle-SymbolicName", "a", header, value));
                try {
                    BundleFile.read(jar);
                } catch (RefusedException e) {
                    assertTrue(e.getMessage(), e.getMessage().contains("manifest"));
                }
            }
        }
    }

    @Test
    public void noPartOfAJarAndNoJarWithAFlippedBitIsTakenForOne() throws Exception {
        System.out.println("BundleFileTest: repeat with -Dgroundswell.seed=" + SEED);
        var random = new Random(SEED);
        Path whole = Jars.write(folder.newFile().toPath(), Map.of("Bundle-SymbolicName", "a"));
        String name = BundleFile.read(whole).symbolicName();
        byte[] bytes = Files.readAllBytes(whole);
        Path file = folder.newFile().toPath();
        for (int i = 0; i < 200; i++) {
            Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            assertThrows("cut off, round " + i, RefusedException.class, () -> BundleFile.read(file));
        }
        // The contents' checksums; a flipped bit in a date or a comment harms nobody.
        int start = Jars.contentOffset(bytes);
        for (int i = 0; i < 200; i++) {
            byte[] flipped = bytes.clone();
            flipped[start + random.nextInt(Jars.CONTENT.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);
            assertThrows("flipped, round " + i, RefusedException.class, () -> BundleFile.read(file));
        }
        assertEquals("a", name);
    }

    private static String reason(Path file) {
        return assertThrows(RefusedException.class, () -> BundleFile.read(file)).getMessage();
    }
}
