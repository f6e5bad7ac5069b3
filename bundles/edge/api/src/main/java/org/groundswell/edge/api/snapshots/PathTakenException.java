package org.groundswell.edge.api.snapshots;

/** Two publishers want to answer the same path; the first one keeps it. */
public final class PathTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Names the path, its owner and the one who was refused. */
    public PathTakenException(String path, String owner, String refused) {
        super("Path " + path + " belongs to " + owner + "; " + refused + " must publish under another path");
    }
}
