package org.groundswell.pages.publishing.settings;

import java.util.List;

/** How a node takes its settings. */
interface NodeState {

    /** Whether what stands in this file of {@code conf/} was put in force or refused. */
    boolean isRead(String file);

    /** Why this file is not in force as it stands. */
    List<String> problems(String file);

    /** What keeps the node from taking gifts; empty where it is fit. */
    List<String> lacking();
}
