/** Which of the donors' names and words everybody may see: rules in settings, and what an admin decided. */
package org.groundswell.donations.moderation;
