/** Tables that are taken away as files. */
package org.groundswell.shared.tables;
