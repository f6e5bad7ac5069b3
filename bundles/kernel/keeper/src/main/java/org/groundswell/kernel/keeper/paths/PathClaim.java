package org.groundswell.kernel.keeper.paths;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.groundswell.shared.services.ServletPattern;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/** What a bundle wants to answer with the servlet whiteboard, in whichever contexts there are. */
public sealed interface PathClaim {
    /** What error pages of others are called where paths are. */
    ServletPattern ERROR_PAGES = new ServletPattern("error-pages");
    ServletPattern ALL = new ServletPattern("/*");

    /** The paths of a context that it would answer, written as the context's own servlets would. */
    Optional<ServletPattern> in(Context context);

    /** What is its own there, so that others may not answer it. */
    default Optional<ServletPattern> ownIn(Context context) {
        return in(context);
    }

    /**
     * A servlet context that is there.
     *
     * @param properties of its service, with its name and path
     */
    record Context(Map<String, Object> properties) {
        /** The context that the edge leads visitors to, see PublicServlet in its api. */
        static final Context PUBLIC = new Context("org.groundswell.public", "/public");
        /** Where servlets are that choose none: on the admin port. */
        static final Context DEFAULT = new Context("default", "/");

        private Context(String name, String path) {
            this(Map.of(PathClaims.CONTEXT_NAME, name, PathClaims.CONTEXT_PATH, path));
        }

        String name() {
            return Objects.toString(properties.get(PathClaims.CONTEXT_NAME), "");
        }

        /** Without a slash at its end. */
        String path() {
            return withoutSlash(Objects.toString(properties.get(PathClaims.CONTEXT_PATH), ""));
        }
    }

    /**
     * A servlet, a filter or a resource.
     *
     * @param select which contexts it wants to be in; "" is the default one
     */
    record InContexts(String select, ServletPattern pattern) implements PathClaim {
        @Override
        public Optional<ServletPattern> in(Context context) {
            return isChosen(context) ? Optional.of(pattern) : Optional.empty();
        }

        private boolean isChosen(Context context) {
            if (select.isEmpty()) {
                return context.name().equals(Context.DEFAULT.name());
            }
            try {
                return FrameworkUtil.createFilter(select).matches(context.properties());
            } catch (InvalidSyntaxException e) {
                return context.name().equals(select);
            }
        }
    }

    /** Sees each request before anybody else, wherever that goes, and may answer it; none of them is its own. */
    record EveryRequest() implements PathClaim {
        @Override
        public Optional<ServletPattern> in(Context context) {
            return Optional.of(ALL);
        }

        @Override
        public Optional<ServletPattern> ownIn(Context context) {
            return Optional.empty();
        }
    }

    /** A context of its own: in place of one that is there, or below it. */
    record OwnContext(String name, String path) implements PathClaim {
        @Override
        public Optional<ServletPattern> in(Context context) {
            String below = withoutSlash(path);
            if (is(context)) {
                return Optional.of(ALL);
            }
            // It takes everything below its path.
            return below.startsWith(context.path() + "/")
                    ? Optional.of(new ServletPattern(below.substring(context.path().length()) + ALL.text())) : Optional.empty();
        }

        /** What others put below it is theirs, as far as nobody answers there. */
        @Override
        public Optional<ServletPattern> ownIn(Context context) {
            return is(context) ? Optional.of(ALL) : Optional.empty();
        }

        private boolean is(Context context) {
            return name.equals(context.name()) || withoutSlash(path).equals(context.path());
        }
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
