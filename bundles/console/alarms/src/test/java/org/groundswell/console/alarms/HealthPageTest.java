package org.groundswell.console.alarms;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckMetadata;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.FakeFrame;
import org.junit.Test;
import org.osgi.framework.ServiceReference;

public class HealthPageTest {
    private final FakeFrame frame = new FakeFrame(HealthPage.class);
    private final List<HealthCheckExecutionResult> results = new ArrayList<>();
    private final HealthPage page = new HealthPage(frame, proxy(HealthCheckExecutor.class, results));

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
                    "suspects", "bystanders", "site", "donations", "start", "disk", "ledger", "receipts", "plans", "search", "another")) {
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

    /** What a check has found. */
    private interface Finding {
        void log(FormattingResultLog log);
    }

    private void add(String name, Finding finding) {
        var log = new FormattingResultLog();
        finding.log(log);
        var metadata = new HealthCheckMetadata((ServiceReference<?>) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {ServiceReference.class}, (_, method, arguments) -> !method.getName().equals("getProperty")
                        ? null : arguments[0].equals("service.id") ? (Object) 1L
                        : arguments[0].equals(HealthCheck.NAME) ? name : null));
        results.add((HealthCheckExecutionResult) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {HealthCheckExecutionResult.class}, (_, method, _) -> switch (method.getName()) {
                    case "getHealthCheckResult" -> new Result(log);
                    case "getHealthCheckMetadata" -> metadata;
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }

    private static <T> T proxy(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, _, _) -> answer));
    }
}
