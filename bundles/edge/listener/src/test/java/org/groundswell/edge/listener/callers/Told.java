package org.groundswell.edge.listener.callers;

import org.groundswell.edge.api.requests.RequestObserver;

/** Observers of which one is there. */
public final class Told {
    private Told() {
    }

    public static Observers to(RequestObserver observer) {
        var observers = new Observers();
        observers.add(observer, "test");
        return observers;
    }
}
