package org.groundswell.donations.service;

import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.joda.money.Money;

/** A site that answers each text with its key, and with what stands in it. */
public final class KeysOnly implements Pages {
    private final Money goal;
    private final List<Money> amounts;

    public KeysOnly() {
        this(Money.parse("EUR 1000"));
    }

    public KeysOnly(Money goal, Money... amounts) {
        this.goal = goal;
        this.amounts = List.of(amounts);
    }

    @Override
    public Site site() {
        return new Site("S", List.of("en", "nl"),
                List.of(new Campaign("flood", goal, amounts)), ZoneOffset.UTC);
    }

    @Override
    public byte[] render(String page, String language, Map<String, ?> values) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String text(String language, String key, Object... arguments) {
        return arguments.length == 0 ? key : key + Arrays.toString(arguments);
    }
}
