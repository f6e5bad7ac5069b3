package org.groundswell.shared.templates;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.Test;

public class HtmlTemplateTest {

    @Test
    public void whatIsPutInIsEscaped() {
        var template = HtmlTemplate.of(HtmlTemplateTest.class, "example.ftlh");
        assertEquals("<p title=\"&quot;&gt;\">&lt;b&gt;1,234</p>\n",
                template.html(Map.of("title", "\">", "words", List.of("<b>", "1,234"))));
    }

    @Test
    public void aMistakeOfTheBundleIsSaid() {
        var template = HtmlTemplate.of(HtmlTemplateTest.class, "example.ftlh");
        String said = assertThrows(IllegalStateException.class, () -> template.html(Map.of())).getMessage();
        assertTrue(said, said.contains("example.ftlh"));
        assertThrows(IllegalStateException.class, () -> HtmlTemplate.of(HtmlTemplateTest.class, "none.ftlh"));
    }
}
