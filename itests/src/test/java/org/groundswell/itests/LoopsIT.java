package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.ClassRule;
import org.junit.Test;

/** No thread of ours runs for longer than a moment without being supervised. */
public class LoopsIT {
    private static final String SUPERVISED = "org.groundswell.shared.loops.Loop.run";
    private static final String OURS = "org.groundswell.";
    /** Threads of the virtual machine and of other people's bundles, by name. */
    private static final Pattern FOREIGN = Pattern.compile("main|Reference Handler|Finalizer|Signal Dispatcher|"
            + "Notification Thread|Attach Listener|Common-Cleaner|VirtualThread-.*|process reaper|FileSystemWatch.*|"
            + "ForkJoinPool.*|HttpClient-.*|Felix.*|fileinstall-.*|CM .*|SCR .*|Gogo shell|Scheduler-.*|logback-.*|"
            + "HealthCheck-.*|hc-.*|render-\\d+|edge-\\d+.*|qtp\\d+-.*|sqlite.*|DestroyJavaVM|Cleaner-.*|JNA.*|Java2D Disposer");

    @ClassRule
    public static final SharedNode NODE = new SharedNode("loops",
            Map.of("org.groundswell.donations.service.waiting", List.of("perSecond = 100")));

    @Test
    public void everyThreadOfOursIsUnderASupervisedLoop() throws Exception {
        Node node = NODE.node();
        assertTrue(node.visitor().give("5", "Somebody", "pay").body().contains("Thank you!"));
        Await.until("only what stays is left", () -> {
            assertEquals(List.of(), unsupervised(dump(node)));
            return true;
        });
        List<String> names = supervised(dump(node));
        for (String name : List.of("conf", "snapshots", "saved-pages", "live-streams", "slow-heads", "shell",
                "open-donations", "reconciliation", "receipts", "ledger-writer", "ledger-answers", "waiting-room",
                "pages", "keeper", "retention", "sandbox-webhook")) {
            assertTrue(name + " in " + names, names.contains(name));
        }
        assertEquals("OK", JsonParser.parseString(node.admin().get("/readyz/give").body()).getAsJsonObject()
                .get("status").getAsString());
    }

    private static List<JsonObject> dump(Node node) throws Exception {
        Path file = node.home().resolve("data/threads.json");
        JvmCommand.of(node, "Thread.dump_to_file", "-format=json", "-overwrite", file.toString());
        var threads = new ArrayList<JsonObject>();
        for (JsonElement container : JsonParser.parseString(Files.readString(file)).getAsJsonObject()
                .getAsJsonObject("threadDump").getAsJsonArray("threadContainers")) {
            container.getAsJsonObject().getAsJsonArray("threads").forEach(each -> threads.add(each.getAsJsonObject()));
        }
        return threads;
    }

    private static List<String> supervised(List<JsonObject> threads) {
        return threads.stream().filter(each -> stack(each).contains(SUPERVISED)).map(LoopsIT::name).toList();
    }

    private static List<String> unsupervised(List<JsonObject> threads) {
        return threads.stream().filter(each -> !stack(each).contains(SUPERVISED))
                .filter(each -> !FOREIGN.matcher(name(each)).matches()
                        || stack(each).contains(OURS) && !name(each).equals("main"))
                .map(each -> name(each) + ": " + stack(each)).toList();
    }

    private static String name(JsonObject thread) {
        return thread.get("name").getAsString();
    }

    private static String stack(JsonObject thread) {
        var stack = thread.getAsJsonArray("stack");
        return stack == null ? "" : String.join("\n", StreamSupport.stream(stack.spliterator(), false)
                .map(JsonElement::getAsString).toList());
    }
}
