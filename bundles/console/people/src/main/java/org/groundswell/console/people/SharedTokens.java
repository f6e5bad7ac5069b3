package org.groundswell.console.people;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tokens of all nodes, a record for each person. Thread-safe. */
final class SharedTokens implements SharedConsole.Part {
    private static final Logger LOG = LoggerFactory.getLogger(SharedTokens.class);
    private static final String PREFIX = "tokens ";
    private static final int TRIES = 5;

    private final SharedConsole.Member member;
    private final TokenFile own;
    private final Gson gson = StoredJson.compact();
    /** By the key. */
    private final Map<String, Read> records = new HashMap<>();
    private volatile Map<String, Token> byHash = Map.of();

    /** @param record that they were read from, or are written in the place of */
    private record Read(SealedJournal.Opened record, List<Token> tokens) {
        static final Read NOTHING = new Read(SealedJournal.Opened.NONE, List.of());
    }

    SharedTokens(SharedConsole console, TokenFile own) {
        this.own = own;
        this.member = console.join(this);
    }

    boolean isShared() {
        return member.isShared();
    }

    /** Whether something may have come from other nodes. */
    boolean look() {
        return member.look();
    }

    void leave() {
        member.leave();
    }

    /** As they were heard of last. */
    Map<String, Token> byHash() {
        return member.isKnown() ? byHash : own.byHash();
    }

    /**
     * Changes the tokens of somebody.
     *
     * @throws UnreachableException if nothing was changed
     */
    void change(String person, UnaryOperator<List<Token>> change) throws IOException {
        change(member.journal(), person, change);
    }

    private void change(SealedJournal journal, String person, UnaryOperator<List<Token>> change) throws IOException {
        String key = PREFIX + OneTimeLink.hash(person);
        for (int tries = 0; tries < TRIES; tries++) {
            Read present = present(key);
            List<Token> next = change.apply(present.tokens());
            if (next.equals(present.tokens())) {
                return;
            }
            boolean done = journal.exchange(key, present.record().version(), TokenFile.write(next, gson));
            read(journal);
            if (done) {
                return;
            }
        }
        throw new UnreachableException("Other nodes change the same tokens at the same time, again and again", null);
    }

    private synchronized Read present(String key) {
        return records.getOrDefault(key, Read.NOTHING);
    }

    /** Once: what is taken back later does not come again from an old file. */
    @Override
    public void handOver(SealedJournal journal) throws IOException {
        read(journal);
        if (own.isShared()) {
            return;
        }
        Map<String, List<Token>> mine = own.byHash().values().stream().collect(Collectors.groupingBy(Token::person));
        for (Map.Entry<String, List<Token>> each : mine.entrySet()) {
            change(journal, each.getKey(), theirs -> {
                var both = new ArrayList<>(theirs);
                each.getValue().stream().filter(token -> !theirs.contains(token)).forEach(both::add);
                return both;
            });
        }
        own.setShared();
    }

    @Override
    public synchronized void read(SealedJournal journal) {
        try {
            var keys = new HashSet<>(records.keySet());
            journal.all().stream().filter(each -> each.startsWith(PREFIX)).forEach(keys::add);
            for (String key : keys) {
                Read before = records.getOrDefault(key, Read.NOTHING);
                if (!journal.isStill(key, before.record())) {
                    SealedJournal.Opened opened = journal.get(key);
                    // A server that has lost the record ends no token: the next change writes it anew.
                    records.put(key, new Read(opened, opened.isThere()
                            ? List.copyOf(TokenFile.read(opened.text(), gson)) : before.tokens()));
                }
            }
            byHash = records.values().stream().flatMap(each -> each.tokens().stream())
                    .collect(Collectors.toUnmodifiableMap(Token::hash, each -> each, (first, _) -> first));
            if (member.isKnown()) {
                own.keep(byHash);
            }
        } catch (IOException | JsonParseException | NullPointerException e) {
            LOG.error("The tokens of all nodes cannot be read, or not be kept at this one: {}", e.getMessage());
        }
    }
}
