package org.groundswell.donations.ledger.postgres;

import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;

/** What somebody wants to have done by the writer. May be run more than once; only one run is committed. */
sealed interface Command<T> {

    /**
     * One that is decided in memory, so that many go to the database together.
     *
     * @param needs what has to be read before
     */
    record Step<T>(Consumer<Needs> needs, Function<Book, T> action) implements Command<T> {
    }

    /** One that is rare, in a transaction of its own. */
    record Errand<T>(Action<T> action) implements Command<T> {
    }

    /** What an errand does. */
    @FunctionalInterface
    interface Action<T> {
        T run(Desk desk) throws SQLException;
    }
}
