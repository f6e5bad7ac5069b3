/** What somebody of the charity has stopped, as it is kept on the disk. */
package org.groundswell.donations.service.brakes;
