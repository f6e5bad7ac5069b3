package org.groundswell.kernel.keeper.deploy;

/** How a file of {@code deploy/} comes to be put in. */
enum Try {
    /** It lay there when the node started, or something of its settings has changed. */
    AS_IT_WAS,
    /** Somebody has put it there, or has written it anew. */
    ANEW,
    /** Somebody has said that it is to be tried, whatever is held against it. */
    WANTED
}
