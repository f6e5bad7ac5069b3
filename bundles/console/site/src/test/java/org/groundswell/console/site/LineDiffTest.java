package org.groundswell.console.site;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.Test;

public class LineDiffTest {

    @Test
    public void whatDiffersIsShownWithTheLinesAround() {
        assertEquals(List.of(), LineDiff.of("a\nb", "a\nb"));
        assertEquals(" a|-b|+B| c", said("a\nb\nc", "a\nB\nc"));
        assertEquals(".2| c| d|-e| f| g|.1", said("a\nb\nc\nd\ne\nf\ng\nh", "a\nb\nc\nd\nf\ng\nh"));
        assertEquals("+x| a|+y", said("a", "x\na\ny"));
        assertEquals("+a", said("", "a"));
        assertEquals("-a|-", said("a\n", ""));
        assertEquals(" a|+", said("a", "a\n"));
    }

    @Test
    public void veryLongTextsAreTakenForExchangedInBetween() {
        String one = "same\n" + "a\n".repeat(3_000) + "end";
        String other = "same\n" + "b\n".repeat(3_000) + "end";
        assertEquals(6_002, LineDiff.of(one, other).size());
    }

    private static String said(String before, String after) {
        return LineDiff.of(before, after).stream().map(each -> switch (each.kind()) {
            case SAME -> " " + each.text();
            case GONE -> "-" + each.text();
            case NEW -> "+" + each.text();
            case GAP -> "." + each.number();
        }).collect(Collectors.joining("|"));
    }
}
