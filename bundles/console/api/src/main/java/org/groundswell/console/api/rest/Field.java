package org.groundswell.console.api.rest;

import java.util.List;
import java.util.Objects;

/**
 * A value that a route takes. What does not fit is answered with 400 before the route's handler hears of it. Immutable.
 *
 * @param name     as it stands in the address or in the JSON of the body
 * @param in       where
 * @param kind     what it is
 * @param about    one sentence for whoever writes a program
 * @param required whether it may not be missing; what stands in the path never is
 * @param pattern  a regular expression for all of it; "" for none
 * @param values   all there may be; empty for any
 * @param longest  characters
 */
public record Field(String name, In in, Kind kind, String about, boolean required, String pattern, List<String> values,
        int longest) {
    private static final int LINE = 200;

    /** Where a value stands. */
    public enum In {
        /** A part of the path in braces. */
        PATH,
        /** Behind the question mark. */
        QUERY,
        /** A property of the body's JSON object. */
        BODY
    }

    /** What a value is. */
    public enum Kind {
        /** One line of text. */
        TEXT,
        /** Text that may have lines. */
        LINES,
        /** A whole number that is not negative. */
        NUMBER,
        /** True or false. */
        FLAG
    }

    public Field {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(about, "about");
        Objects.requireNonNull(pattern, "pattern");
        values = List.copyOf(values);
    }

    /** One line of the path. */
    public static Field path(String name, String about) {
        return new Field(name, In.PATH, Kind.TEXT, about, true, "", List.of(), LINE);
    }

    /** One line of the query, which may be missing. */
    public static Field query(String name, String about) {
        return new Field(name, In.QUERY, Kind.TEXT, about, false, "", List.of(), LINE);
    }

    /** One line of the body, which may be missing. */
    public static Field body(String name, String about) {
        return new Field(name, In.BODY, Kind.TEXT, about, false, "", List.of(), LINE);
    }

    /** The same, and it may not be missing. */
    public Field mustBeThere() {
        return new Field(name, in, kind, about, true, pattern, values, longest);
    }

    /** The same of another kind. */
    public Field as(Kind other) {
        return new Field(name, in, other, about, required, pattern, values, longest);
    }

    /** The same, where all of it fits a regular expression. */
    public Field like(String expression) {
        return new Field(name, in, kind, about, required, expression, values, longest);
    }

    /** The same, of which these are all there may be. */
    public Field oneOf(List<String> all) {
        return new Field(name, in, kind, about, required, pattern, all, longest);
    }

    /** The same with another number of characters at most. */
    public Field upTo(int characters) {
        return new Field(name, in, kind, about, required, pattern, values, characters);
    }
}
