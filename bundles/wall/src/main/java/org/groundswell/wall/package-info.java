/**
 * A message wall: what donors wrote, once an admin has read it, on the home page and live. A worked example for
 * integrators: a section of a page, a live stream, a page of the console, a port, and nothing that needs a restart.
 */
package org.groundswell.wall;
