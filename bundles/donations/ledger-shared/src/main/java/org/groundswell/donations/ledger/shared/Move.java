package org.groundswell.donations.ledger.shared;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.groundswell.shared.files.PrivateFiles;

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
        return Files.isRegularFile(mark(book));
    }

    /**
     * The name of the move that is over; empty where none is, or where a release has noted it that had no names yet.
     *
     * @throws IOException if it cannot be read
     */
    public static Optional<String> ended(Path book) throws IOException {
        return isOver(book) ? Optional.of(Files.readString(mark(book)).strip()).filter(name -> !name.isEmpty())
                : Optional.empty();
    }

    /**
     * Returns when it is durable.
     *
     * @param name by which the other database knows this move
     * @throws IOException if it is not; whether it is over {@link #isOver} says then
     */
    public static void end(Path book, String name) throws IOException {
        PrivateFiles.replace(mark(book), name + "\n");
        try (FileChannel folder = FileChannel.open(mark(book).getParent())) {
            folder.force(true);
        }
    }

    private static Path mark(Path book) {
        return book.resolveSibling("moved-to-postgres");
    }
}
