package org.groundswell.console.plugins;

import static org.junit.Assert.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.Test;

public class TableTest {
    @Test
    public void whatDonorsWriteIsTextAndNothingElse() {
        var written = new StringWriter();
        var out = new PrintWriter(written);
        var table = new Table(out, "Name");
        table.row("<script>${basedir}</script> \\${appRoot} \"'&");
        out.flush();
        String row = written.toString().replaceAll("(?s).*<tbody[^>]*>", "");
        assertEquals("<tr><td>&lt;script&gt;&#36;{basedir}&lt;/script&gt; &#92;&#36;{appRoot} &#34;&#39;&amp;</td></tr>",
                row);
    }
}
