/** What is personal goes when its time is over: a round each day asks whoever keeps something. */
package org.groundswell.kernel.retention;
