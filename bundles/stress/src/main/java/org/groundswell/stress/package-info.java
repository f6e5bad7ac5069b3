/**
 * Whole visitors against a node, to know before the evening whether it will hold. {@link org.groundswell.stress.Stress}
 * is a program of its own, behind {@code bin/groundswell stress}; in a node this bundle only agrees to be tested and
 * shows the reports.
 */
package org.groundswell.stress;
