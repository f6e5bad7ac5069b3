package org.groundswell.console.site;

/** Whose visitors see what is published here. */
enum Reach {
    /** There is one node. */
    ALL,
    /** Those of this node: each of several has a site of its own. */
    THIS_NODE,
    /** Those of all nodes, which have one site. */
    ALL_NODES
}
