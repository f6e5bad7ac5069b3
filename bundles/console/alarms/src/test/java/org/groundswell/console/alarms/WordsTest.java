package org.groundswell.console.alarms;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.groundswell.console.testing.PageTexts;
import org.junit.Test;

public class WordsTest extends PageTexts {

    public WordsTest() {
        super(WordsTest.class, "health");
    }

    @Test
    public void everyKindSaysWhatIsWrongAndWhatToDo() {
        for (Sign.Kind kind : Sign.Kind.values()) {
            var on = new AlarmBoard.On(Sign.about(kind, "x/../<b>", "x {1}", 1234L), Instant.EPOCH, Instant.EPOCH);
            for (String language : List.of("en", "nl", "ar", "fr")) {
                var alarm = new Words().alarm(on, Locale.forLanguageTag(language));
                assertFalse(alarm.what().isBlank() || alarm.remedy().isBlank());
                assertTrue(alarm.id(), alarm.id().matches("[a-z.-]+[A-Za-z0-9.-]*"));
            }
        }
    }

    @Test
    public void whatACheckSaysInEnglishKeepsItsOrderInArabic() {
        var on = new AlarmBoard.On(Sign.of(Sign.Kind.RECEIPTS, "3 receipts wait"), Instant.EPOCH, Instant.EPOCH);
        String arabic = new Words().alarm(on, Locale.forLanguageTag("ar")).what();
        assertTrue(arabic, arabic.contains("\u20683 receipts wait\u2069"));
        assertTrue(new Words().alarm(on, Locale.ENGLISH).what().endsWith(": 3 receipts wait"));
    }
}
