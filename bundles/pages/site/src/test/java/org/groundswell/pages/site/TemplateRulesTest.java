package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import freemarker.cache.StringTemplateLoader;
import freemarker.core.ParseException;
import freemarker.template.TemplateException;
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
    public void whatMakesATextOfATextIsWrittenDown() {
        for (String bad : List.of("<#assign s = \"a\"><#assign s = s?replace(\"a\", s)>", "${(1..9)?join(lang)}",
                "<#assign grow = \"a\"?replace>${grow(\"a\", \"b\")}", "<#if \"a\"?replace(\"a\", \"${lang}\") == \"b\"></#if>",
                "<@m a=\"a\"?replace(\"a\", lang)/>")) {
            assertTrue(bad, refusal(bad).matches("(?s).*(written down|followed by brackets).*"));
        }
        for (String bad : List.of("${lang" + " + lang".repeat(64) + "}", "<#assign s = \"" + "${lang}".repeat(64) + "\">",
                "${lang" + "?replace(\"a\", \"aa\")".repeat(7) + "}", "${lang" + "?json_string".repeat(7) + "}",
                "${lang?replace(\".\", \"" + "$0".repeat(40) + "\", \"r\")}")) {
            refused(bad, "puts too much together in one expression");
        }
        for (String bad : List.of("${(1..9)?map(x -> lang)?join(\"\")}", "${(1..9)?map(x -> x + x)?join(\"\")}",
                "${(1..9)?map(x -> \"${x}${x}\")?join(\"\")}")) {
            refused(bad, "?map(...) makes each entry of itself alone");
        }
    }

    @Test
    public void numbersHaveADigitOrTwo() throws Exception {
        assertThrows(TemplateException.class, () -> rendered("${(\"1e999999999\"?number + 1)?c}"));
        assertThrows(TemplateException.class, () -> rendered("<#assign n = 99999>" + "<#assign n = n * n>".repeat(40)));
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
        assertEquals("a<br>b, 1&2 c-d 5 ok 7 in", rendered("<#function same x><#return x></#function><#assign x=2 y=3><#assign z>${x + y}</#assign>"
                + "${\"a\\nb\"?replace(\"\\n\", \"<br>\")?no_esc}, ${[1, 2]?map(each -> same(each))?join(\"&\")?no_esc}"
                + " ${\"cxd\"?replace(\"[x]\", \"-\", \"r\")} ${z} <#attempt>ok<#recover>bad</#attempt>"
                + "<#macro m><#local l = 7> ${l}</#macro><@m/><#import \"b.ftlh\" as b><#assign own = \"in\" in b> ${b.own}"));
    }

    private void refused(String bad, String why) {
        var mistake = assertThrows(bad, ParseException.class, () -> rendered("\n" + bad));
        assertEquals(mistake.getEditorMessage(), true, mistake.getEditorMessage().contains(why));
        assertEquals(bad, 2, mistake.getLineNumber() - (bad.contains("?\n") ? mistake.getLineNumber() - 2 : 0));
    }

    private String refusal(String bad) {
        return assertThrows(bad, ParseException.class, () -> rendered("\n" + bad)).getEditorMessage();
    }

    private String rendered(String text) throws Exception {
        var templates = new SafeTemplates(loader);
        loader.putTemplate("b.ftlh", "<#macro b></#macro>");
        loader.putTemplate("a.ftlh", text);
        var out = new StringWriter();
        templates.getTemplate("a.ftlh").process(Map.of("lang", "a"), out);
        return out.toString();
    }
}
