package org.groundswell.console.people;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of all nodes: a record for each person, with the hashes of cookies, never the cookies. What cannot be written
 * counts at this node and is written when it can be. Thread-safe.
 */
final class SharedSessions implements SharedConsole.Part {
    private static final Logger LOG = LoggerFactory.getLogger(SharedSessions.class);
    private static final String PREFIX = "sessions ";
    private static final int MOST_OF_A_PERSON = 100;
    private static final int TRIES = 5;

    private final Map<String, Session> sessions;
    private final Predicate<Session> isOver;
    private final SharedConsole.Member member;
    private final Gson gson = StoredJson.compact();
    /** Whose sessions are to be written. */
    private final Set<String> unwritten = ConcurrentHashMap.newKeySet();
    /** What has ended here and may still be a session elsewhere: the hash of its cookie, and whose it was. */
    private final Map<String, String> ended = new ConcurrentHashMap<>();
    /** By the key of their record. */
    private final Map<String, SealedJournal.Opened> read = new HashMap<>();
    /** Held while something is written, by nobody who reads. */
    private final Object writing = new Object();
    /** Whether the database was, the last time that something was written. */
    private volatile boolean away;

    /**
     * A record.
     *
     * @param name empty where there is no session
     */
    private record Content(String name, Map<String, Session.State> sessions) {
    }

    /**
     * @param sessions of this node, by the hash of the cookie; those of others come into it
     * @param isOver   what is not written any more
     */
    SharedSessions(SharedConsole console, Map<String, Session> sessions, Predicate<Session> isOver) {
        this.sessions = sessions;
        this.isOver = isOver;
        this.member = console.join(this);
    }

    boolean isShared() {
        return member.isShared();
    }

    /** Whether something may have come from other nodes. */
    boolean look() {
        return member.look();
    }

    /** It has ended here; the others hear of it with {@link #writeNow}. */
    void ended(String hash, Session session) {
        if (isShared()) {
            ended.put(hash, session.name());
            unwritten.add(session.name());
        }
    }

    /** Something about it has changed, which is no hurry. */
    void changed(Session session) {
        unwritten.add(session.name());
    }

    /** The others know it when this returns, unless the database is away: then nobody waits for it, and the loop goes on. */
    void writeNow() {
        if (!member.isKnown() || away) {
            return;
        }
        synchronized (writing) {
            if (away) {
                return;
            }
            try {
                write(member.journal());
            } catch (IOException | RuntimeException e) {
                LOG.debug("Sessions are not written yet", e);
            }
        }
    }

    void leave() {
        member.leave();
    }

    @Override
    public void handOver(SealedJournal journal) {
        sessions.values().forEach(this::changed);
    }

    @Override
    public synchronized void read(SealedJournal journal) {
        for (String key : journal.all()) {
            if (key.startsWith(PREFIX) && !journal.isStill(key, read.getOrDefault(key, SealedJournal.Opened.NONE))) {
                try {
                    take(journal.get(key), key);
                } catch (IOException | JsonParseException | NullPointerException e) {
                    LOG.error("Sessions of somebody cannot be read: {}", e.getMessage());
                }
            }
        }
    }

    @Override
    public void write(SealedJournal journal) throws IOException {
        synchronized (writing) {
            boolean gone = false;
            try {
                // Of whoever does not come again nothing is to stay in the database.
                sessions.values().stream().filter(isOver).forEach(this::changed);
                for (String name : Set.copyOf(unwritten)) {
                    writeAll(journal, name);
                }
            } catch (UnreachableException e) {
                gone = true;
                throw e;
            } finally {
                away = gone;
            }
        }
    }

    private void writeAll(SealedJournal journal, String name) throws IOException {
        unwritten.remove(name);
        boolean done = false;
        try {
            for (int tries = 0; tries < TRIES && !done; tries++) {
                done = write(journal, name);
            }
        } finally {
            if (!done) {
                unwritten.add(name);
            }
        }
    }

    private boolean write(SealedJournal journal, String name) throws IOException {
        String key = key(name);
        SealedJournal.Opened opened;
        Content there;
        synchronized (this) {
            opened = journal.get(key);
            there = opened.isThere() ? take(opened, key) : new Content(name, Map.of());
        }
        Map<String, Session.State> next = living(name);
        if (!next.equals(there.sessions())
                && !journal.exchange(key, opened.version(), gson.toJson(new Content(next.isEmpty() ? "" : name, next)))) {
            return false;
        }
        told(name, next);
        return true;
    }

    private synchronized void told(String name, Map<String, Session.State> written) {
        written.forEach((hash, state) -> sessions.computeIfPresent(hash, (_, session) -> session.told(state)));
        ended.entrySet().removeIf(each -> each.getValue().equals(name) && !written.containsKey(each.getKey()));
        sessions.entrySet().removeIf(each -> each.getValue().name().equals(name) && isOver.test(each.getValue()));
    }

    private static String key(String name) {
        return PREFIX + OneTimeLink.hash(name);
    }

    private Map<String, Session.State> living(String name) {
        return sessions.entrySet().stream().filter(each -> each.getValue().name().equals(name)
                && !ended.containsKey(each.getKey()) && !isOver.test(each.getValue()))
                .sorted(Comparator.comparing((Map.Entry<String, Session> each) -> each.getValue().used()).reversed())
                .limit(MOST_OF_A_PERSON).collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().state()));
    }

    /** What others have begun and ended is so here, too. */
    private Content take(SealedJournal.Opened opened, String key) {
        Content content = gson.fromJson(opened.text(), Content.class);
        if (opened.equals(read.get(key))) {
            return content;
        }
        content.sessions().forEach((hash, state) -> {
            if (!ended.containsKey(hash)) {
                sessions.compute(hash, (_, known) -> known == null ? new Session(state).told(state) : known.heard(state));
            }
        });
        sessions.entrySet().removeIf(each -> each.getValue().isTold() && !content.sessions().containsKey(each.getKey())
                && (content.name().isEmpty() ? key(each.getValue().name()).equals(key)
                : each.getValue().name().equals(content.name())));
        read.put(key, opened);
        return content;
    }
}
