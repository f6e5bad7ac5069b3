/** Forms and queries as visitors send them, read strictly and within limits. */
package org.groundswell.shared.forms;
