/** Money in words of people. */
package org.groundswell.shared.money;
