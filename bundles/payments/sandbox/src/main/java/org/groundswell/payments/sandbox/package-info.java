/** A small gateway of our own: no money moves, but everything a real gateway does, its bad habits included. */
package org.groundswell.payments.sandbox;
