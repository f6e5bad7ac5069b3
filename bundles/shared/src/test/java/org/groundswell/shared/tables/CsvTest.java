package org.groundswell.shared.tables;

import static org.junit.Assert.assertEquals;

import org.joda.money.Money;
import org.junit.Test;

public class CsvTest {

    @Test
    public void textIsNoFormulaAndAnAmountIsANumber() throws Exception {
        var out = new StringBuilder();
        new Csv(out).text("=1+1").text("  @SUM(A1)").text("a \"b\", c").text("\uff1dcmd").text("")
                .amount(Money.parse("EUR -12.5")).amount(Money.parse("JPY 700")).end();
        assertEquals("\"'=1+1\",\"'  @SUM(A1)\",\"a \"\"b\"\", c\",\"'\uff1dcmd\",\"\",\"-12.50\",\"700\"\r\n",
                out.toString());
    }

    @Test
    public void rowsStandBelowEachOther() throws Exception {
        var out = new StringBuilder();
        var csv = new Csv(out);
        csv.text("a").text("b").end();
        csv.text("c").end();
        assertEquals("\"a\",\"b\"\r\n\"c\"\r\n", out.toString());
    }
}
