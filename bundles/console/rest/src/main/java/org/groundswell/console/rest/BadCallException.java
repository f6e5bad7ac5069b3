package org.groundswell.console.rest;

import java.util.List;

/** A request that is not as its route declares. */
final class BadCallException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String kind;
    private final transient List<Problems.Fault> faults;

    BadCallException(int status, String kind, String detail, List<Problems.Fault> faults) {
        super(detail);
        this.status = status;
        this.kind = kind;
        this.faults = List.copyOf(faults);
    }

    BadCallException(int status, String kind, String detail) {
        this(status, kind, detail, List.of());
    }

    int status() {
        return status;
    }

    String kind() {
        return kind;
    }

    List<Problems.Fault> faults() {
        return faults;
    }
}
