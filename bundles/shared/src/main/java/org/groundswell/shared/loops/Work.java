package org.groundswell.shared.loops;

/** What a loop does in a round. It lets out what it cannot mend: that is how a failure is seen. */
@FunctionalInterface
public interface Work {
    void run() throws Exception;
}
