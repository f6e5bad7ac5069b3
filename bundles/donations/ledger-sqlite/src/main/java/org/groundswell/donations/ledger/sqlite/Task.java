package org.groundswell.donations.ledger.sqlite;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.ledger.sqlite.Writer.Command;

/** A command that waits for the writer, and whoever waits for what comes of it. Answered once; the first answer counts. */
final class Task<T> {
    private final Command<T> command;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private T value;

    Task(Command<T> command) {
        this.command = command;
    }

    void prepare(Book book) throws SQLException {
        value = command.run(book);
    }

    Object value() {
        return value;
    }

    /** To be called when what was prepared is durable. */
    void complete() {
        result.complete(value);
    }

    /** Nothing of it was recorded. What a caller can do nothing about becomes {@link LedgerUnavailableException}. */
    void refuse(Throwable cause) {
        result.completeExceptionally(cause instanceof RuntimeException ? cause
                : new LedgerUnavailableException("The ledger cannot be written: " + cause.getMessage(), cause));
    }

    T await() {
        try {
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
