package org.groundswell.donations.moderation;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class PlainNamesTest {
    private final PlainNames names = new PlainNames("Boycott", "thieves", "dief", "لصوص");

    @Test
    public void namesOfManyPeoplesPass() {
        for (String name : new String[] {"Anna", "J. de Vries-Jansen", "Zoë O’Connor", "Jean-François D'Arcy",
            "Anna & Bob", "محمد بن عبد الله", "李雷", "佐藤さくら", "Ştefan Ünal", "Martin Luther King, Jr.",
            "Nguyễn Thị Minh Khai", "علی‌رضا"}) {
            assertEquals(name, true, names.isPlain(name));
        }
    }

    @Test
    public void whatIsNoNameIsRead() {
        for (String name : new String[] {"", " ", "You are all thieves www.spam.example", "spam.example", "Anna2",
            "Anna@b.c", "http://spam.example", "Boycott this charity", "BÖYCOTT", "b.o.y.c.o.t.t",
            "Jan Dief", "Jan-dief", "ｂｏｙｃｏｔｔ", "لصوص",
            "one two three four five six seven", "a".repeat(51), "Anna!", "Anna :)",
            "❤", "t.me/x", "Anna\u00b2",
            "ѕсаm", "\u3164\u115f", "spam。example", "spam․example"}) {
            assertEquals(name, false, names.isPlain(name));
        }
    }
}
