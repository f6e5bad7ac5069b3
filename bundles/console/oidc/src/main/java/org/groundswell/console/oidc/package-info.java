/** Sign-in to the console by the OpenID Connect provider of one's organisation. */
package org.groundswell.console.oidc;
