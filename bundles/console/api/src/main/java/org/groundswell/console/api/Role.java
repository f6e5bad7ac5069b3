package org.groundswell.console.api;

import java.util.Locale;

/**
 * What somebody who signs in to the console does there. A person has one role or several; an owner has all of them.
 * Servlets ask with {@code request.isUserInRole(Role.FINANCE.id())}.
 */
public enum Role {
    /** Sees gifts, figures and what was changed; changes nothing. */
    VIEWER,
    /** Enters gifts that come by phone, puts these right for a few minutes, and sees nothing else. */
    PHONE,
    /** Looks after words, names, messages, pages and donors' data. */
    EDITOR,
    /** Looks after money: refunds, gifts from the bank, exports, payouts. */
    FINANCE,
    /** Looks after the node: modules, settings, brakes, rehearsals. */
    OPERATOR,
    /** Lets people in and has every other role. */
    OWNER;

    /** The role's name in files, addresses and service properties: in small letters. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
