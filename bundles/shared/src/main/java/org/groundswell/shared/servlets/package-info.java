/** What servlets of pages with forms answer alike. */
package org.groundswell.shared.servlets;
