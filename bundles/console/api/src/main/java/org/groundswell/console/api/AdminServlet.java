package org.groundswell.console.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Puts a servlet component among the admin's pages, below {@code /admin} on the admin port, for whoever has one of its
 * roles. The component's pattern ({@code HttpWhiteboardServletPattern}) is relative to {@code /admin}. A servlet without
 * roles is for owners only. Who asks is {@code request.getRemoteUser()}; a request that changes something has been
 * checked to come from the console's own pages before it arrives.
 */
@ComponentPropertyType
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface AdminServlet {

    /** The name of the admin's servlet context, see section 140.2 of the OSGi Compendium (Servlet Whiteboard). */
    String CONTEXT = "org.groundswell.admin";

    /** The filter that selects the admin's context. */
    String SELECT = "(osgi.http.whiteboard.context.name=" + CONTEXT + ")";

    /** The service property with the ids of the roles that may use a servlet. */
    String ROLES = "org.groundswell.admin.roles";

    /** Among {@link #ROLES}: for everybody, signed in or not. */
    String EVERYBODY = "everybody";

    /** Among {@link #ROLES}: for everybody who is signed in, whatever their roles. */
    String SIGNED_IN = "signed-in";

    /** The service property with the key of the servlet's entry in the menu. */
    String MENU = "org.groundswell.admin.menu";

    /** The service property with the place in the menu, from the lowest on. */
    String ORDER = "org.groundswell.admin.order";

    /** Selects the servlet context. */
    String osgi_http_whiteboard_context_select() default SELECT;

    /** Ids of the roles that may use the servlet, of {@link Role#id}, or {@link #EVERYBODY}, {@link #SIGNED_IN}. */
    String[] org_groundswell_admin_roles() default {};

    /**
     * The servlet's entry in the menu: a key of the bundle's own texts, and none where it has no entry. The entry leads to
     * the first pattern of the servlet, without its {@code /*}.
     */
    String org_groundswell_admin_menu() default "";

    /** The place in the menu, from the lowest on. */
    int org_groundswell_admin_order() default 100;
}
