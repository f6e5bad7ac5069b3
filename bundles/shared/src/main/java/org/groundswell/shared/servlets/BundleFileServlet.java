package org.groundswell.shared.servlets;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Sends files that lie beside the class which extends this, each at a path that ends with its name, to be kept for good. */
public abstract class BundleFileServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", BundleFile.KEPT);
        file(getClass(), request.getServletPath()).send(response);
    }

    /**
     * Where browsers find a file; it changes with the content.
     *
     * @param context the path below which the servlet answers, such as {@code /admin}
     * @param path    one of those that it answers
     */
    protected static String address(Class<? extends BundleFileServlet> owner, String context, String path) {
        return context + path + "?" + file(owner, path).mark();
    }

    private static BundleFile file(Class<?> owner, String path) {
        return new BundleFile(owner, path.substring(path.lastIndexOf('/') + 1));
    }
}
