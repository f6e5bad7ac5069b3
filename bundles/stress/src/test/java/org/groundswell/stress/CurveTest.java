package org.groundswell.stress;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CurveTest {
    private static final double EXACT = 1e-9;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void betweenPointsItIsStraight() throws IOException {
        Curve curve = Curve.read(file("# an evening\n0 10\n60 10\n\n120 310 # the film\n180 0\n"));
        assertEquals(180, curve.seconds(), EXACT);
        assertEquals(310, curve.most(), EXACT);
        assertEquals(10, curve.at(0), EXACT);
        assertEquals(10, curve.at(45), EXACT);
        assertEquals(160, curve.at(90), EXACT);
        assertEquals(0, curve.at(180), EXACT);
    }

    @Test
    public void aMistakeIsNamedWithItsLine() throws IOException {
        for (String wrong : new String[] {"0 10\nten 10", "0 10\n0 20", "0 10\n5 -1", "0 10\n5 1 2"}) {
            Path file = file(wrong);
            String message = assertThrows(IllegalArgumentException.class, () -> Curve.read(file)).getMessage();
            assertTrue(message, message.contains("line 2: expected"));
        }
        Path first = file("5 10\n10 10");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Curve.read(first)).getMessage()
                .contains("line 1: expected"));
        Path empty = file("");
        assertThrows(IllegalArgumentException.class, () -> Curve.read(empty));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.newFile().toPath(), text);
    }
}
