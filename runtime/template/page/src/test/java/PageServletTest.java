package __package__;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.junit.Test;

public class PageServletTest {
    private static final List<String> LANGUAGES = List.of("en", "nl");

    @Test
    public void aVisitorReadsTheirLanguageOrTheFirst() {
        assertEquals("nl", PageServlet.language("nl", LANGUAGES));
        assertEquals("en", PageServlet.language("fr", LANGUAGES));
    }
}
