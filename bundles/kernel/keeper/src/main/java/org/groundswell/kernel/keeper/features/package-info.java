/** Features: files of settings and bundles that come and go together. */
package org.groundswell.kernel.keeper.features;
