/** Certificates in files. */
package org.groundswell.shared.certificates;
