package org.groundswell.console.frame;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.groundswell.console.api.Role;
import org.groundswell.console.api.SignedIn;
import org.groundswell.testing.SetClock;
import org.junit.Before;
import org.junit.Test;

public class FormGuardTest {
    private final UnsentForms forms = new UnsentForms(new SetClock("2026-11-27T20:00:00Z"));
    private final FormGuard guard = new FormGuard(forms);
    private final SentForm form = new SentForm();
    private int status;
    private String location;
    private boolean came;

    @Before
    public void signIn() {
        forms.know(person("noor", "first"));
        forms.know(person("noor", "second"));
        forms.know(person("omar", "his"));
    }

    @Test
    public void anOpenFormOfTheSessionBeforeIsShownAgainAndSentOnce() throws Exception {
        form.person = person("noor", "second");
        String id = refused("first");
        assertTrue(forms.find(id, "noor").isPresent());
        send(200, Map.of("token", "second", "keep", "yes", "unsent", id));
        assertTrue(came);
        assertFalse("it cannot be sent again", forms.find(id, "noor").isPresent());
    }

    @Test
    public void oneThatItsPageRefusedIsStillThere() throws Exception {
        form.person = person("noor", "second");
        String id = refused("first");
        for (int refusal : new int[] {403, 409, 500}) {
            send(refusal, Map.of("token", "second", "keep", "yes", "unsent", id));
            assertTrue(came);
            assertTrue(String.valueOf(refusal), forms.find(id, "noor").isPresent());
        }
    }

    @Test
    public void whoHasSignedInBesideAnotherPersonsFormDoesNotSeeIt() throws Exception {
        form.person = person("omar", "his");
        String id = refused("first");
        assertFalse(forms.find(id, "omar").isPresent());
        assertTrue(forms.find(id, "noor").isPresent());
    }

    @Test
    public void aFormWithoutAPageBehindItIsRefused() throws Exception {
        form.person = person("noor", "second");
        send(200, Map.of("token", "guessed", "keep", "yes"));
        assertFalse(came);
        assertEquals(403, status);
    }

    private String refused(String token) throws Exception {
        send(200, Map.of("token", token, "keep", "yes", "note", "calls again"));
        assertFalse(came);
        assertEquals(303, status);
        return location.replaceFirst("^/admin/unsent\\?form=", "");
    }

    /** @param answer what the page says of it */
    private void send(int answer, Map<String, String> fields) throws Exception {
        status = 200;
        came = false;
        guard.doFilter(form.with(new HashMap<>(fields)), response(), (_, _) -> {
            came = true;
            status = answer;
        });
    }

    private static SignedIn person(String name, String token) {
        return new SignedIn(name, Set.of(Role.FINANCE), token);
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(FormGuardTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class}, (_, called, arguments) -> {
                    switch (called.getName()) {
                        case "setStatus", "sendError" -> status = (int) arguments[0];
                        case "setHeader" -> location = (String) arguments[1];
                        case "getStatus" -> {
                            return status;
                        }
                        default -> throw new UnsupportedOperationException(called.getName());
                    }
                    return null;
                });
    }
}
