package org.groundswell.kernel.shell;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.Test;

public class StatusTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    public void theEndIsNoPartOfTheAnswer() throws IOException {
        assertTrue(Status.copy(answer("Königin\n", Status.trailer(true)), out));
        assertEquals("Königin\n", out.toString(StandardCharsets.UTF_8));
        assertFalse(Status.copy(answer("", Status.trailer(false)), out));
        assertEquals("Königin\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    public void anAnswerThatIsCutOffFailedAndIsShownWhole() throws IOException {
        assertFalse(Status.copy(answer("half an answ", new byte[0]), out));
        assertFalse(Status.copy(answer("e", new byte[0]), out));
        assertFalse(Status.copy(answer("", new byte[0]), out));
        assertEquals("half an answe", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    public void longAnswersByteByByte() throws IOException {
        String text = "0123456789".repeat(5_000);
        var answer = answer(text, Status.trailer(true));
        assertTrue(Status.copy(new InputStream() {
            @Override
            public int read() {
                return answer.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                return answer.read(buffer, offset, Math.min(1, length));
            }
        }, out));
        assertEquals(text, out.toString(StandardCharsets.UTF_8));
    }

    private static ByteArrayInputStream answer(String text, byte[] end) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write(text.getBytes(StandardCharsets.UTF_8));
        bytes.write(end);
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
