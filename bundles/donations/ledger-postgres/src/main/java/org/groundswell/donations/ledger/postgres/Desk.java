package org.groundswell.donations.ledger.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.groundswell.donations.api.Entry;

/** Where an errand is done, inside its transaction: asks and writes, and decides steps one by one. Not thread-safe. */
final class Desk {
    private final Session session;
    private final List<Entry> entries = new ArrayList<>();
    private long last;
    private boolean restates;

    Desk(Session session) {
        this.session = session;
        this.last = session.written();
    }

    Queries queries() {
        return session.queries();
    }

    /** Holds the session's row until the transaction ends. */
    void lease() throws SQLException {
        session.touch(last + 1);
        last++;
    }

    <T> T take(Command.Step<T> step) throws SQLException {
        var needs = new Needs();
        step.needs().accept(needs);
        Book book = session.read(needs);
        T value = step.action().apply(book);
        if (!book.isUnchanged()) {
            session.write(book, last + 1);
            last++;
            book.lines().forEach(each -> entries.add(each.entry()));
        }
        return value;
    }

    /** What visitors see is something else after this. */
    void restate() {
        restates = true;
    }

    Office office() {
        return new Office(this);
    }

    Receipts receipts() {
        return new Receipts(queries());
    }

    List<Entry> entries() {
        return entries;
    }

    boolean restates() {
        return restates;
    }

    /** The commit that this becomes. */
    long last() {
        return last;
    }
}
