/** What lies in {@code deploy/}, and what an admin is told of it. */
package org.groundswell.kernel.keeper.deploy;
