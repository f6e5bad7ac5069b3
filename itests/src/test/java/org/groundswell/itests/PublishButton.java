package org.groundswell.itests;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.function.Supplier;
import org.groundswell.itests.Visitor.Answer;
import org.openqa.selenium.WebElement;

/** As an editor presses it: again while the check is at work still, and once more where a warning is meant. */
final class PublishButton {
    private PublishButton() {
    }

    /**
     * @param form   what is sent
     * @param fresh  what is sent beside it, asked for each time
     * @param script how the program says who it is
     */
    static Answer press(Visitor admin, Map<String, String> form, Supplier<Map<String, String>> fresh, String... script) {
        var sent = new HashMap<>(form);
        var answer = new Answer[1];
        Await.until("it is published", () -> {
            sent.putAll(fresh.get());
            answer[0] = admin.post("/admin/site/edit", sent, script);
            if (answer[0].status() == 303) {
                return true;
            }
            sent.put("mark", Visitor.valueIn(answer[0].body(), "mark"));
            if (answer[0].status() == 422 && answer[0].body().contains("name=\"meant\"")) {
                sent.put("meant", Visitor.valueIn(answer[0].body(), "meant"));
            }
            throw new AssertionError(answer[0].status() + ": " + answer[0].body());
        });
        return answer[0];
    }

    /** English words on a Dutch page are asked about, and meant. A page that waits for the check goes on by itself. */
    static void press(Browser browser) {
        browser.click("button[value=publish]");
        var answered = new HashSet<WebElement>();
        Await.until("it is published", () -> {
            WebElement said = browser.find("main .done, main .problem");
            String words = said.getText();
            // After a click the old page may still be there.
            if (words.contains("publish all the same") && answered.add(said)) {
                browser.keep("admin-site-warned");
                browser.click("button[value=publish]");
            }
            return words.contains("Published. Visitors see it within a second.");
        });
    }
}
