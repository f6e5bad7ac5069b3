/** Tables for other programs. */
package org.groundswell.shared.tables;
