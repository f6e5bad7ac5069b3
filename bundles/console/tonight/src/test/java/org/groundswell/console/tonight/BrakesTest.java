package org.groundswell.console.tonight;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AuditLog;
import org.groundswell.donations.api.brakes.Brakes;
import org.groundswell.donations.api.brakes.BrakesState;
import org.groundswell.donations.api.choices.PaymentChoices;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.PageException;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.groundswell.testing.SentBody;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.Test;

public class BrakesTest {
    private final Kept brakes = new Kept();
    private final List<String> noted = new ArrayList<>();
    private Map<String, ?> shown = Map.of();
    private boolean logIsFull;
    private boolean noSite;
    private int status;

    @Test
    public void eachBrakeIsPutOnAndLetGoAndNoted() throws Exception {
        press("what=pause&text-en=The+bank+asks&text-nl=");
        assertEquals(303, status);
        assertEquals(Map.of("en", "The bank asks"), brakes.state.why());
        press("what=resume");
        assertFalse(brakes.state.paused());
        press("what=off&gateway=stripe");
        assertEquals(1, brakes.state.gatewaysOff().size());
        press("what=on&gateway=stripe");
        press("what=banner&text-nl=" + URLEncoder.encode("<script>alert(1)</script>", StandardCharsets.UTF_8));
        assertEquals("<script>alert(1)</script>", brakes.state.banner().get("nl"));
        press("what=no-banner");
        assertEquals(new BrakesState(6, false, Map.of(), Set.of(), Map.of()), brakes.state);
        assertEquals(List.of("brakes.pause giving The bank asks", "brakes.resume giving ", "brakes.off stripe ",
                "brakes.on stripe ", "brakes.banner site <script>alert(1)</script>", "brakes.no-banner site "), noted);
    }

    @Test
    public void whoSawAnotherStateIsShownThisOne() throws Exception {
        post("what=pause&version=0");
        post("what=off&gateway=stripe&version=0");
        assertEquals(409, status);
        assertEquals("problem.faster", shown.get("problem"));
        assertEquals(Set.of(), brakes.state.gatewaysOff());
        post("what=resume");
        assertEquals("without what the form has", 409, status);
    }

    @Test
    public void whatMakesNoSenseChangesNothing() throws Exception {
        for (String hostile : List.of("what=", "what=explode", "what=off", "what=off&gateway=nobody", "x=y")) {
            press(hostile);
            assertEquals(hostile, 400, status);
        }
        press("what=banner&text-en=" + "x".repeat(301));
        assertEquals(422, status);
        assertEquals("what was typed stays", 301, ((String) ((Map<?, ?>) shown.get("typed")).get("text-en")).length());
        press("what=pause&text-en=" + "x".repeat(301));
        assertEquals(422, status);
        assertEquals(BrakesState.NONE, brakes.state);
        assertEquals(List.of(), noted);
    }

    @Test
    public void whatCannotBeNotedIsNotDone() {
        logIsFull = true;
        assertTrue(failure("what=pause").contains("the disk is full"));
        assertEquals(BrakesState.NONE, brakes.state);
    }

    /** A brake is within reach before there is a site, too: the first one is that of its one language, English. */
    @Test
    public void withoutASiteBrakesAreStillThere() throws Exception {
        noSite = true;
        press("what=off&gateway=stripe");
        assertEquals(303, status);
        press("what=pause&text-en=Wait");
        assertEquals(303, status);
        post("what=pause&version=0");
        assertEquals(409, status);
        assertEquals(List.of("en"), shown.get("languages"));
    }

    private String failure(String body) {
        try {
            press(body);
            return "";
        } catch (Exception e) {
            return e.getMessage();
        }
    }

    private void press(String body) throws Exception {
        post(body + "&version=" + brakes.state.version());
    }

    private void post(String body) throws Exception {
        status = 200;
        new BrakesServlet(frame(), brakes, choices(), site(), (request, action, subject, detail) -> {
            if (logIsFull) {
                throw new IOException("the disk is full");
            }
            noted.add(action + " " + subject + " " + detail);
        }).doPost(request(body), response());
    }

    private static final class Kept implements Brakes {
        private BrakesState state = BrakesState.NONE;

        @Override
        public BrakesState state() {
            return state;
        }

        @Override
        public boolean exchange(BrakesState before, BrakesState next) {
            state = next;
            return true;
        }
    }

    private AdminPages frame() {
        return new AdminPages() {
            @Override
            public void show(HttpServletRequest request, HttpServletResponse response, Class<?> owner, String template,
                    Map<String, ?> values) {
                shown = values;
            }

            @Override
            public Locale language(HttpServletRequest request) {
                return Locale.ENGLISH;
            }
        };
    }

    private static PaymentChoices choices() {
        return new PaymentChoices() {
            @Override
            public List<Choice> choices(String language, CurrencyUnit currency) {
                return List.of();
            }

            @Override
            public List<Gateway> gateways() {
                return List.of(new Gateway("stripe", Standing.WORKS));
            }
        };
    }

    private Pages site() {
        return new Pages() {
            @Override
            public Site site() {
                if (noSite) {
                    throw new PageException("there is no site yet");
                }
                return new Site("Help", List.of("en", "nl"), List.of(new Campaign("flood", Money.parse("EUR 1"), List.of())),
                        ZoneOffset.UTC);
            }

            @Override
            public byte[] render(String page, String language, Map<String, ?> values) {
                throw new UnsupportedOperationException();
            }

            @Override
            public String text(String language, String key, Object... arguments) {
                return key;
            }
        };
    }

    private static HttpServletRequest request(String body) {
        return (HttpServletRequest) Proxy.newProxyInstance(BrakesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (_, called, _) -> switch (called.getName()) {
                    case "getMethod" -> "POST";
                    case "getContentType" -> "application/x-www-form-urlencoded";
                    case "getInputStream" -> new SentBody(body.getBytes(StandardCharsets.UTF_8));
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(BrakesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class}, (_, called, arguments) -> {
                    if (List.of("setStatus", "sendError").contains(called.getName())) {
                        status = (int) arguments[0];
                    }
                    return null;
                });
    }
}
