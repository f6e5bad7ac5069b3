package org.groundswell.donations.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.groundswell.donations.api.receipts.IssuedReceipt;

/** What somebody typed into the search field, and what they mean by it. */
sealed interface Words {

    /** Nothing was typed. */
    record None() implements Words {
    }

    /** A gift's number, whole. */
    record Id(UUID id) implements Words {
    }

    /** A receipt's number. */
    record Receipt(IssuedReceipt receipt) implements Words {
    }

    /**
     * An amount.
     *
     * @param spellings  as it may stand in the file: with more or fewer decimals
     * @param currencies the codes of those that are meant; none for any
     */
    record Amount(List<String> spellings, List<String> currencies) implements Words {
    }

    /** An address, or its beginning with the at sign; in small letters. */
    record Address(String email) implements Words {
    }

    /** Parts of names and addresses as the index takes them. */
    record Text(String match, String typed) implements Words {
    }

    /** Too few letters to look for. */
    record TooShort() implements Words {
    }

    static Words of(String typed) {
        String text = typed.strip();
        if (text.isEmpty()) {
            return new None();
        }
        Optional<IssuedReceipt> receipt = IssuedReceipt.ofNumber(text.toUpperCase(Locale.ROOT));
        if (receipt.isPresent()) {
            return new Receipt(receipt.get());
        }
        if (Patterns.ID.matcher(text).matches()) {
            return new Id(UUID.fromString(text));
        }
        Optional<Amount> amount = WrittenAmount.read(text);
        if (amount.isPresent()) {
            return amount.get();
        }
        if (text.indexOf('@') > 0 && !text.contains(" ")) {
            return new Address(text.toLowerCase(Locale.ROOT));
        }
        String match = Arrays.stream(Letters.plain(text).split("\\s+")).filter(each -> each.codePointCount(0, each.length()) >= 3)
                .map(each -> '"' + each.replace("\"", "\"\"") + '"').collect(Collectors.joining(" "));
        return match.isEmpty() ? new TooShort() : new Text(match, text);
    }

    /** Of what is a number. */
    final class Patterns {
        private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

        private Patterns() {
        }
    }
}
