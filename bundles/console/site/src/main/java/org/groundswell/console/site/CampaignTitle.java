package org.groundswell.console.site;

/**
 * What a campaign will be called in a language. Immutable.
 *
 * @param was   what it was called there when that was written; empty where nothing was said
 * @param title not blank
 */
record CampaignTitle(String language, String campaign, String was, String title) {
}
