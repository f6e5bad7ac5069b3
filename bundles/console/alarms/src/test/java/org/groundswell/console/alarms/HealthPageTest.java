package org.groundswell.console.alarms;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.groundswell.console.api.Alarms;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.FakeFrame;
import org.junit.Test;

public class HealthPageTest {
    private final FakeFrame frame = new FakeFrame(HealthPage.class);
    private final List<HealthCheckExecutionResult> results = new ArrayList<>();
    private final HealthPage page = new HealthPage(frame, FoundChecks.proxy(HealthCheckExecutor.class, results));

    @Test
    public void whatIsWrongComesFirstWithItsReasonAndWhatToDo() throws Exception {
        add("ledger", log -> log.info("The file is there"));
        add("mail", log -> {
            log.info("A mail server is set");
            log.warn("Move <host> to conf/org.groundswell.mail.cfg");
        });
        add("disk", log -> log.critical("12 MB are left"));
        String shown = Call.get(page, "", "operator").body();
        int disk = shown.indexOf("12 MB are left");
        int mail = shown.indexOf("Move &lt;host&gt; to conf/org.groundswell.mail.cfg");
        assertTrue(shown, 0 < disk && disk < mail && mail < shown.indexOf("The file is there"));
        assertTrue(shown, shown.contains("Free some room or make the disk larger"));
        assertTrue(shown, shown.contains("then send a test mail. <a href=\"/admin/settings\">"));
        assertFalse("beside what is wrong", shown.contains("A mail server is set"));
        assertFalse(shown.contains("Nothing is wrong."));
    }

    @Test
    public void everyStateAndEveryRemedyHasWordsInEveryLanguage() throws Exception {
        for (String language : List.of("en", "nl", "ar")) {
            frame.language = language;
            results.clear();
            for (String name : List.of("adminPort", "conf", "certificate", "mail", "webhooks", "deploy", "deploy-files",
                    "suspects", "bystanders", "care", "site", "donations", "start", "disk", "ledger", "receipts", "plans", "search",
                    "settings-threads", "another")) {
                for (Result.Status status : Result.Status.values()) {
                    add(name, log -> log.add(new ResultLog.Entry(status, "said")));
                }
            }
            assertEquals(200, Call.get(page, "", "operator").status);
        }
    }

    @Test
    public void whatIsNeverTakenHasARemedyOfItsOwn() throws Exception {
        add("deploy-files", log -> log.warn("deploy/a.zip is not taken: no jar"));
        String shown = Call.get(page, "", "operator").body();
        assertTrue(shown, shown.contains("take it out of the folder") && shown.contains("href=\"/admin/modules\""));
    }

    @Test
    public void whereAllIsWellItSaysSo() throws Exception {
        add("ledger", log -> log.info("The file is there"));
        String shown = Call.get(page, "", "operator").body();
        assertTrue(shown, shown.contains("Nothing is wrong.") && shown.contains("The file is there"));
    }

    /** What they say stands above it on the same page. */
    @Test
    public void besideAnAlarmNothingIsCalledFine() throws Exception {
        add("ledger", log -> log.info("The file is there"));
        page.alarms = List.of(_ -> List.of(new Alarms.Alarm("slow", Instant.EPOCH, "Slow", "Look", "")));
        String shown = Call.get(page, "", "operator").body();
        assertFalse(shown, shown.contains("Nothing is wrong."));
        assertTrue(shown, shown.contains("What the alarms above say"));
    }

    @Test
    public void wordsFitWhatWasTakenBackAndWhatIsNotTranslated() throws Exception {
        add("site", log -> log.warn("content/ar/about.md is missing"));
        add("conf", log -> log.warn("x.cfg was taken back"));
        String shown = Call.get(page, "", "operator").body();
        assertFalse("no line is named", shown.contains("Mend the line"));
        assertTrue(shown, shown.contains("visitors see the first language") && shown.contains(".refused"));
    }

    private void add(String name, FoundChecks.Finding finding) {
        results.add(FoundChecks.result(name, finding));
    }
}
