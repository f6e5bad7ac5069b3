package org.groundswell.donations.ledger.shared;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What both ledgers know of a move from SQLite to PostgreSQL: a file beside the old book says that it is over, from one
 * moment to the next and for every later start. Whoever removes it has the old book again.
 */
public final class Move {
    /** The id of the condition that is there while the last entries move: nobody may write meanwhile. */
    public static final String MOVING = "org.groundswell.donations.ledger.moving";

    private Move() {
    }

    /** @param book the ledger's file in SQLite */
    public static boolean isOver(Path book) {
        return Files.exists(mark(book));
    }

    /** Returns when it is durable. */
    public static void end(Path book) throws IOException {
        FileChannel.open(mark(book), StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
        try (FileChannel folder = FileChannel.open(mark(book).getParent())) {
            folder.force(true);
        }
    }

    private static Path mark(Path book) {
        return book.resolveSibling("moved-to-postgres");
    }
}
