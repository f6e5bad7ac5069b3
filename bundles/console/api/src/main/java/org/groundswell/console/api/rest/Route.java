package org.groundswell.console.api.rest;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.groundswell.console.api.Role;
import org.jspecify.annotations.Nullable;

/**
 * One thing that programs may ask for. Immutable.
 *
 * @param method  of HTTP
 * @param path    below {@code /api/admin/v1}, such as {@code /gifts/{id}}
 * @param summary a few words
 * @param roles   who may; an owner always may
 * @param fields  everything it takes; anything else is answered with 400
 * @param needs   headers it has to come with
 * @param status  of the answer where all went well
 * @param answer  a record, of whose components the answer's JSON is made; null where there is none, or a file
 * @param types   of the file that is the answer; empty for JSON
 * @param handler who does it
 */
public record Route(Method method, String path, String summary, Set<Role> roles, List<Field> fields, Set<Need> needs,
        int status, @Nullable Class<? extends Record> answer, List<String> types, Handler handler) {

    /** Of HTTP (RFC 9110, section 9.3). A {@code HEAD} is a {@code GET} without the answer's body. */
    public enum Method {
        /** Reads, and changes nothing. */
        GET,
        /** Does something, or makes something new. */
        POST,
        /** Puts something in the place of what is there. */
        PUT,
        /** Takes something away. */
        DELETE
    }

    /** A header without which a route does nothing. */
    public enum Need {
        /** {@code Idempotency-Key}: the same key is the same thing, however often it is sent. */
        KEY,
        /** {@code If-Match}: the tag that came with what is to be changed. */
        TAG
    }

    /** Does what is asked for. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Answers a call whose fields fit.
         *
         * @throws RestProblemException if it cannot be done
         * @throws IOException          if the disk or the audit log fails: answered with 503
         */
        RestAnswer answer(RestCall call) throws IOException;
    }

    public Route {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(handler, "handler");
        roles = Set.copyOf(roles);
        fields = List.copyOf(fields);
        needs = Set.copyOf(needs);
        types = List.copyOf(types);
        if (!path.matches("(/([a-z-]+|\\{[a-z]+\\}))+")) {
            throw new IllegalArgumentException("path: expected small letters, or a field's name in braces, found " + path);
        }
    }

    /** One that reads. */
    public static Route get(String path, String summary, Set<Role> roles, List<Field> fields,
            Class<? extends Record> answer, Handler handler) {
        return new Route(Method.GET, path, summary, roles, fields, Set.of(), 200, answer, List.of(), handler);
    }

    /** One that does something. */
    public static Route post(String path, String summary, Set<Role> roles, List<Field> fields, int status,
            Class<? extends Record> answer, Handler handler) {
        return new Route(Method.POST, path, summary, roles, fields, Set.of(), status, answer, List.of(), handler);
    }

    /** The same with another method. */
    public Route by(Method other) {
        return new Route(other, path, summary, roles, fields, needs, status, answer, types, handler);
    }

    /** The same, which needs a header more. */
    public Route needing(Need need) {
        Set<Need> all = EnumSet.of(need);
        all.addAll(needs);
        return new Route(method, path, summary, roles, fields, all, status, answer, types, handler);
    }

    /** The same, whose answer is a file of one of these types. */
    public Route givingFile(List<String> fileTypes) {
        return new Route(method, path, summary, roles, fields, needs, status, null, fileTypes, handler);
    }
}
