package org.groundswell.pages.site;

import java.util.List;
import java.util.Map;
import org.joda.money.Money;

/**
 * A campaign as readers of one language meet it. As a text it is its id. Immutable; public because templates read it.
 *
 * @param page    the address of its page; the first one's is the home page
 * @param form    the address of its form
 * @param about   the front matter of its page
 * @param amounts what its form suggests, smallest first
 * @param monthly the same for a gift every month; empty where that is no other
 * @param closed  whether nothing new is given to it any more
 */
public record CampaignView(String id, String title, Money goal, String page, String form, Map<String, String> about,
        List<Gift> amounts, List<Gift> monthly, boolean closed) {

    /**
     * An amount that a form suggests.
     *
     * @param typed as a form of this language sends it
     * @param plain as an address has it
     * @param link  the address of the form in which it is chosen
     * @param title what it does, in short; "" where the page does not say
     * @param text  what it does; "" where the page does not say
     */
    public record Gift(Money amount, String typed, String plain, String link, String title, String text) {
    }

    @Override
    public String toString() {
        return id;
    }
}
