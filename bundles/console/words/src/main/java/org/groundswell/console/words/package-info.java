/** The admin's pages about words: donors' names and words that everybody sees once read, and messages to the charity. */
package org.groundswell.console.words;
