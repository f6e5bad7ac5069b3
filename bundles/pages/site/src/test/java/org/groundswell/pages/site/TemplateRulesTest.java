package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import freemarker.cache.StringTemplateLoader;
import freemarker.core.ParseException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class TemplateRulesTest {
    private final StringTemplateLoader loader = new StringTemplateLoader();

    @Test
    public void whatGrowsInOneStepIsRefusedWithItsLine() {
        for (String bad : List.of("${(1..50000)?join(\",\")?length}", "<#assign n = 50000>${(1..n)?join(\",\")}",
                "${(0..*50000)?map(x -> x)?size}", "${(-9000..9000)?join(\"\")}", "<#assign r = 1..>${r?size}",
                "<#list (1..50000)?filter(x -> x > 1) as y>${y}</#list>", "<#if (1..50000)?size == 1></#if>",
                "<#function f x><#return [(1..x)?join(\"\")]></#function>", "${true?then((1..50000)?join(\"\"), \"\")}",
                "<#list 1..3 as x>${(1..x)?join(\"\")}</#list>", "${\"abc\"[(1..50000)?size]}")) {
            refused(bad, "a range stands in <#list ...>");
        }
    }

    @Test
    public void refusedBuiltInsAreSeenBehindCommentsAndWithinTexts() {
        for (String bad : List.of("${\"x\"?left_pad(20)}", "${\"x\"?<#-- -->left_pad(20)}",
                "${\"x\"? [#-- --] rightPad(20)}", "${\"${'1'?<!-- -->eval}\"}", "<#assign x = \"1\"?\n <#---->interpret>",
                "<#macro m a=\"1\"?<#-- -->evalJson></#macro>", "<!-- ${\"x\"?<#-- -->left_pad(20)} -->")) {
            refused(bad, "is not allowed in a template");
        }
    }

    @Test
    public void whatHasALimitStays() throws Exception {
        assertEquals("12312bcddefabc10001234 4 ?eval", rendered("<#assign n = 3><#list 1..n as x>${x}</#list>"
                + "<#list (1..<n) as x>${x}</#list>${\"abcdef\"[1..n]}${\"abcdef\"[n..]}${\"abcdef\"[0..*n]}"
                + "${(1..1000)?size?c}${(1..*4)?join(\"\")} ${\"eval\"?length} ?eval"));
    }

    private void refused(String bad, String why) {
        var mistake = assertThrows(bad, ParseException.class, () -> rendered("\n" + bad));
        assertEquals(mistake.getEditorMessage(), true, mistake.getEditorMessage().contains(why));
        assertEquals(bad, 2, mistake.getLineNumber() - (bad.contains("?\n") ? mistake.getLineNumber() - 2 : 0));
    }

    private String rendered(String text) throws Exception {
        var templates = new SafeTemplates(loader);
        loader.putTemplate("a.ftlh", text);
        var out = new StringWriter();
        templates.getTemplate("a.ftlh").process(Map.of(), out);
        return out.toString();
    }
}
