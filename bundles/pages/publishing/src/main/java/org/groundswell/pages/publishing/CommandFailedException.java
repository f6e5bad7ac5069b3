package org.groundswell.pages.publishing;

/** A command of the shell did not end well; the message is what the person at the shell reads. */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailedException(String message) {
        super(message);
    }

    /** Nothing has become of it, for this reason. */
    public static CommandFailedException refused(Exception why) {
        return new CommandFailedException("Refused: " + why.getMessage());
    }

    /** @throws CommandFailedException unless there is a database for all nodes */
    public static void unlessShared(boolean isShared) {
        if (!isShared) {
            throw new CommandFailedException("Refused: this node shares no database with others, or was given no node key:"
                    + " docs/postgres.md");
        }
    }
}
