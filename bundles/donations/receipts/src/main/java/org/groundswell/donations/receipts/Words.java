package org.groundswell.donations.receipts;

/**
 * A text and the language it is in.
 *
 * @param language a tag (BCP 47)
 */
record Words(String text, String language) {
}
