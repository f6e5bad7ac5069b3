/** What is wrong with a node and its machine, and what to do: a program of its own, with or without a running node. */
package org.groundswell.kernel.doctor;
