/** The one way by which letters leave the node. */
package org.groundswell.mail;
