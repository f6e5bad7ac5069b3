/** What Declarative Services knows of components. */
package org.groundswell.shared.components;
