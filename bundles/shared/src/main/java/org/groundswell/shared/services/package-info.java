/** What is said of services of other bundles. */
package org.groundswell.shared.services;
