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
    private final Map<String, Long> read = new HashMap<>();

    /** A record. */
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

    /** The others know it when this returns, unless the database is away. */
    void writeNow() {
        if (member.isKnown()) {
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
            if (key.startsWith(PREFIX) && read.getOrDefault(key, 0L) != journal.version(key)) {
                try {
                    take(journal.get(key), key);
                } catch (IOException | JsonParseException | NullPointerException e) {
                    LOG.error("Sessions of somebody cannot be read: {}", e.getMessage());
                }
            }
        }
    }

    @Override
    public synchronized void write(SealedJournal journal) throws IOException {
        for (String name : Set.copyOf(unwritten)) {
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
    }

    private boolean write(SealedJournal journal, String name) throws IOException {
        String key = PREFIX + OneTimeLink.hash(name);
        SealedJournal.Opened opened = journal.get(key);
        Content there = opened.version() == 0 ? new Content(name, Map.of()) : take(opened, key);
        Map<String, Session.State> next = living(name);
        if (!next.equals(there.sessions())
                && !journal.exchange(key, opened.version(), gson.toJson(new Content(name, next)))) {
            return false;
        }
        next.forEach((hash, state) -> sessions.computeIfPresent(hash, (_, session) -> session.told(state)));
        ended.entrySet().removeIf(each -> each.getValue().equals(name) && !next.containsKey(each.getKey()));
        return true;
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
        if (read.getOrDefault(key, 0L) == opened.version()) {
            return content;
        }
        content.sessions().forEach((hash, state) -> {
            if (!ended.containsKey(hash)) {
                sessions.compute(hash, (_, known) -> known == null ? new Session(state).told(state) : known.heard(state));
            }
        });
        sessions.entrySet().removeIf(each -> each.getValue().name().equals(content.name()) && each.getValue().isTold()
                && !content.sessions().containsKey(each.getKey()));
        read.put(key, opened.version());
        return content;
    }
}
