/** The contact form and the messages it has brought. */
package org.groundswell.pages.contact;
