package org.groundswell.console.oidc;

/** Why a sign-in came to nothing: in words for who tried it, and in others for the log. */
final class SignInException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    /** What somebody is told, with the status of the answer. */
    enum Problem {
        /** The provider does not answer, or not as it should. */
        AWAY(503),
        /** It was not begun in this browser, or long ago, or it is over already. */
        STATE(400),
        /** The provider says that somebody said no. */
        DENIED(403),
        /** What the provider says does not hold. */
        WRONG(403),
        /** It holds, and is nobody who was let in. */
        STRANGER(403),
        /** An owner has cut this sign-in off. */
        CUT_OFF(403),
        /** The provider takes the role from the last owner. */
        LAST_OWNER(403),
        /** Somebody else has the name that would be theirs. */
        NAME_TAKEN(403),
        /** It is tied to another account. */
        IDENTITY_TAKEN(403),
        /** There is no room for more people. */
        FULL(403),
        /** What all nodes have in common cannot be changed now. */
        UNREACHABLE(503),
        /** Too many came to nothing from there. */
        MANY(429);

        private final int status;

        Problem(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** @param reason for the log: no person and no secret */
    SignInException(Problem problem, String reason) {
        super(reason);
        this.problem = problem;
    }

    SignInException(Problem problem, String reason, Throwable cause) {
        super(reason, cause);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
