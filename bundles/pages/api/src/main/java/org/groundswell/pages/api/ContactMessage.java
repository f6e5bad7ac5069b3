package org.groundswell.pages.api;

import java.time.Instant;
import java.util.UUID;

/** What a visitor wrote in the contact form. Personal: for the admin only, never for a log. */
public record ContactMessage(UUID id, Instant at, String language, String name, String email, String text) {
}
