/** Who may use the console: people, their passwords and second factors, their sessions. */
package org.groundswell.console.people;
