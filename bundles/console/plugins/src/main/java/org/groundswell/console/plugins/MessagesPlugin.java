package org.groundswell.console.plugins;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.groundswell.pages.api.contact.ContactMessage;
import org.groundswell.pages.api.contact.ContactMessages;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The messages from the contact form. */
@Component(service = Servlet.class, property = {"felix.webconsole.label=messages", "felix.webconsole.title=Messages",
    "felix.webconsole.category=Groundswell"})
public final class MessagesPlugin extends AbstractServlet {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST = 500;

    private final transient ContactMessages messages;

    @Activate
    public MessagesPlugin(@Reference ContactMessages messages) {
        this.messages = messages;
    }

    @Override
    public void renderContent(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var table = new Table(response.getWriter(), "At", "Language", "Name", "E-mail", "Message");
        for (ContactMessage message : messages.latest(NEWEST)) {
            table.row(message.at(), message.language(), message.name(), message.email(), message.text());
        }
        table.end();
    }
}
