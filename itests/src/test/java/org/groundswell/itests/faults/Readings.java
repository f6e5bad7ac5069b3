package org.groundswell.itests.faults;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.groundswell.itests.Node;

/**
 * Reads each node's total and its list of the latest gifts all the time. It never shows money that nobody gave, and never goes
 * back while the node lives; the total is so many whole gifts as it says; the list has nobody twice, and nobody who gave nothing.
 */
final class Readings implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("<span class=\"name\"><bdi>(Donor \\d+)</bdi>");
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Crowd crowd;
    private final Map<Node, Long> last = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger lists = new AtomicInteger();
    private final Watched threads = new Watched();
    private volatile boolean over;

    Readings(Crowd crowd, List<Node> nodes) {
        this.crowd = crowd;
        nodes.forEach(each -> threads.start(() -> read(each)));
    }

    private void read(Node node) {
        var visitor = node.visitor();
        while (!over) {
            try {
                long process = node.serving().pid();
                JsonObject campaign = visitor.campaign();
                long raised = campaign.get("raised").getAsLong();
                long given = crowd.handedOver();
                long gifts = campaign.get("donations").getAsLong();
                if (raised != gifts * Crowd.GIFT) {
                    wrong.add(node.home().getFileName() + " showed " + raised + " of " + gifts + " gifts");
                }
                checkList(node, visitor.get("/en/").body());
                if (raised > given) {
                    wrong.add(node.home().getFileName() + " showed " + raised + " of " + given);
                }
                // A node that was started meanwhile begins with the page that it saved.
                if (node.serving().pid() == process) {
                    Long before = last.put(node, raised);
                    if (before != null && raised < before) {
                        wrong.add(node.home().getFileName() + " went back from " + before + " to " + raised);
                    }
                    number.incrementAndGet();
                } else {
                    last.remove(node);
                }
            } catch (IOException | RuntimeException e) {
                // It is down; whatever it shows next is the first that it shows.
                last.remove(node);
            } catch (InterruptedException e) {
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void checkList(Node node, String page) {
        List<String> names = NAME.matcher(page).results().map(each -> each.group(1)).toList();
        if (names.stream().distinct().count() < names.size() || !names.stream().allMatch(crowd::gave)) {
            wrong.add(node.home().getFileName() + " listed " + names);
        }
        if (!names.isEmpty()) {
            lists.incrementAndGet();
        }
    }

    /** How many lists with somebody in them were read. */
    int lists() {
        return lists.get();
    }

    List<String> wrong() {
        threads.check();
        return List.copyOf(wrong);
    }

    int number() {
        return number.get();
    }

    @Override
    public void close() {
        over = true;
        threads.close();
    }
}
