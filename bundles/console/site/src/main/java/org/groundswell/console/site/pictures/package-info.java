/** Makes pictures for pages of what somebody has sent; what decodes it runs in a process of its own. */
package org.groundswell.console.site.pictures;
