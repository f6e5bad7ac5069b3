/** The operator's pages about settings: a form for each component, made from what it says of them. */
package org.groundswell.console.settings;
