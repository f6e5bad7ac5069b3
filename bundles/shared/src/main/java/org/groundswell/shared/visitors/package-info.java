/** Who is calling, as far as budgets and logs need it. */
package org.groundswell.shared.visitors;
