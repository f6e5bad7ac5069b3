package org.groundswell.shared.forms;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Test;

public class NestingTest {

    @Test
    public void whatStandsDeeperIsFoundHoweverItGoesOn() {
        for (String text : List.of("[".repeat(50_000), "{\"a\":".repeat(50_000), "[[[[", " \n{\"a\": [{\"b\": {",
                "[1, \"]]\", [\"\\\"]\", [[2]]]]", "[{}, {}, [[[]]]]")) {
            assertTrue(text, Nesting.isDeeper(bytes(text), 3));
        }
    }

    @Test
    public void whatDoesNotIsNot() {
        for (String text : List.of("", "{}", "[[[]]]", "[[[]], [[]], {\"a\": []}]", "\"[[[[[[\"", "{\"a[[[[{{{\": \"[[[[\"}",
                "{\"a\": \"\\\"[[[[\"}", "id=tr_1&a=[[[[[[", "[\"\\")) {
            assertFalse(text, Nesting.isDeeper(bytes(text), 3));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
