package org.groundswell.console.people;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The people of all nodes, as one record: there is an owner among them whatever two nodes do at once. Until it was read they
 * are whom this node heard of last, and nobody changes them. Thread-safe.
 */
final class SharedPeople implements PeopleBook, SharedConsole.Part {
    static final String KEY = "people";
    private static final Logger LOG = LoggerFactory.getLogger(SharedPeople.class);

    private final PeopleFile own;
    private final SharedConsole.Member member;
    private final Gson gson = StoredJson.compact();
    private volatile Read read = new Read(SealedJournal.Opened.NONE, Map.of());

    /** @param record that they were read from, or are written in the place of */
    private record Read(SealedJournal.Opened record, Map<String, Person> people) {
    }

    SharedPeople(SharedConsole console, PeopleFile own) {
        this.own = own;
        this.member = console.join(this);
    }

    /** Whether this node's own do not count. */
    boolean isShared() {
        return member.isShared();
    }

    void leave() {
        member.leave();
    }

    @Override
    public Map<String, Person> all() {
        return member.isKnown() ? read.people() : own.all();
    }

    @Override
    public void check() throws UnreachableException {
        member.journal();
        // What another node did a moment ago is no reason to refuse: a name that has just become free is free.
        member.look();
    }

    @Override
    public boolean exchange(Map<String, Person> before, Map<String, Person> next) throws IOException {
        SealedJournal journal = member.journal();
        Read present = read;
        boolean done = before == present.people()
                && journal.exchange(KEY, present.record().version(), PeopleFile.write(next, gson));
        read(journal);
        return done;
    }

    /** Of two who have the same name, or the same identity elsewhere, whom the others know is the one. */
    @Override
    public void handOver(SealedJournal journal) throws IOException {
        read(journal);
        Read present = read;
        Map<String, Person> theirs = present.people();
        Set<String> identities = theirs.values().stream().map(Person::identity).collect(Collectors.toSet());
        var all = new HashMap<>(theirs);
        own.unshared().values().stream().filter(each -> each.identity().isEmpty() || !identities.contains(each.identity()))
                .forEach(each -> all.putIfAbsent(each.name(), each));
        if (!all.equals(theirs) && !journal.exchange(KEY, present.record().version(),
                PeopleFile.write(all, gson))) {
            throw new IOException("another node has changed the people at the same moment");
        }
    }

    @Override
    public synchronized void read(SealedJournal journal) {
        try {
            if (!journal.isStill(KEY, read.record())) {
                SealedJournal.Opened opened = journal.get(KEY);
                // A server that has lost the record is no reason to let nobody in: the next change writes it anew.
                read = new Read(opened, opened.isThere() ? PeopleFile.read(opened.text(), gson) : read.people());
            }
            if (member.isKnown()) {
                // Before that, this node's own are still to be handed over.
                own.keep(read.people());
            }
        } catch (IOException | JsonParseException | NullPointerException e) {
            LOG.error("Who may sign in at all nodes cannot be read, or not be kept at this one: {}", e.getMessage());
        }
    }
}
