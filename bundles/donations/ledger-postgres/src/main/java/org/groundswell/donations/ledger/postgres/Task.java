package org.groundswell.donations.ledger.postgres;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.groundswell.donations.api.LedgerUnavailableException;

/** A command that waits for the writer, and whoever waits for what comes of it. Answered once; the first answer counts. */
final class Task<T> {
    private final Command<T> command;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private T value;

    Task(Command<T> command) {
        this.command = command;
    }

    Command<T> command() {
        return command;
    }

    /** @param done what comes of it once it is committed */
    void prepare(T done) {
        value = done;
    }

    /** To be called when what was prepared is durable. */
    void complete() {
        result.complete(value);
    }

    /** What a caller can do nothing about becomes {@link LedgerUnavailableException}. */
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
