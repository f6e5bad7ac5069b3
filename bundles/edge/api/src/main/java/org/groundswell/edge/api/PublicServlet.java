package org.groundswell.edge.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Puts a servlet or filter component on the public listener, at its patterns as visitors type them. Without this
 * annotation a whiteboard servlet is reached from the admin listener only.
 */
@ComponentPropertyType
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface PublicServlet {

    /** Whiteboard properties begin with {@code osgi.http.whiteboard.}. */
    String PREFIX_ = "osgi.http.whiteboard.";

    /** The name of the public servlet context, see section 140.2 of the OSGi Compendium (Servlet Whiteboard). */
    String CONTEXT = "org.groundswell.public";

    /** The filter that selects the public context. */
    String SELECT = "(osgi.http.whiteboard.context.name=" + CONTEXT + ")";

    /** The attribute that each request from the public port has; a client cannot set it. */
    String CAME_IN_PUBLIC = "org.groundswell.edge.public";

    /**
     * The attribute with which a servlet of a pattern as wide as {@code /*} says, before it answers 404, that it has no
     * such address at all: then it is as if nobody had been asked, and whoever left the language out is sent on.
     */
    String NOT_MINE = "org.groundswell.edge.not-mine";

    /** Selects the servlet context. */
    String context_select() default SELECT;
}
