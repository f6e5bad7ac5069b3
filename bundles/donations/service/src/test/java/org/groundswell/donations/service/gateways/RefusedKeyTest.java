package org.groundswell.donations.service.gateways;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.choices.PaymentChoices;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.donations.service.RankedReference;
import org.groundswell.payments.api.KeyRefusedException;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.testing.SetClock;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.Before;
import org.junit.Test;

/** A gateway that does not take our key: nobody can pay there, and nobody has to try five times to find out. */
public class RefusedKeyTest {
    private final SetClock clock = new SetClock("2026-11-21T20:00:00Z");
    private final Providers providers = Providers.of(null, clock);
    private final ModelGateway gateway = new ModelGateway();

    @Before
    public void bind() {
        providers.bindProvider(new RankedReference<>(1), gateway);
    }

    @Test
    public void oneListThatIsRefusedIsEnoughAndOneThatIsGivenAgainToo() throws Exception {
        gateway.keyRefused = new KeyRefusedException("GET /v1/payments: status 401", false, null);
        assertThrows(KeyRefusedException.class, () -> provider().payments(Instant.EPOCH, null));
        assertTrue(providers.isBroken());
        assertTrue(providers.failures().toString(), providers.failures().getFirst().startsWith("The key of ")
                && providers.failures().getFirst().contains("status 401"));
        assertEquals(PaymentChoices.Standing.BROKEN, providers.gateways().getFirst().standing());
        gateway.keyRefused = null;
        provider().payments(Instant.EPOCH, null);
        assertFalse(providers.isBroken());
    }

    @Test
    public void oneGiftThatIsRefusedIsEnough() throws Exception {
        gateway.keyRefused = new KeyRefusedException("POST /v1/payments: status 401", false, null);
        assertThrows(KeyRefusedException.class, this::open);
        assertTrue(providers.isBroken());
        gateway.keyRefused = null;
        open();
        assertFalse(providers.isBroken());
    }

    /** As donors and inquiries ask: each refusal is an answer, so nobody has to be left alone, and nothing has to heal twice. */
    @Test
    public void afterManyThatWereRefusedOneThatIsTakenIsEnoughToo() throws Exception {
        gateway.keyRefused = new KeyRefusedException("POST /v1/payments: status 401", false, null);
        for (int i = 0; i < 10; i++) {
            assertThrows(KeyRefusedException.class, () -> providers.availability().asked("model", () -> {
                open();
                return "opened";
            }));
        }
        assertTrue(providers.isBroken());
        gateway.keyRefused = null;
        provider().payments(Instant.EPOCH, null);
        assertFalse(providers.isBroken());
        assertEquals(List.of(), providers.failures());
    }

    @Test
    public void aKeyThatMayOpenNoPaymentsIsNotProvedByALookAtThem() throws Exception {
        gateway.keyRefused = new KeyRefusedException("POST /v1/payments: status 403", true, null);
        assertThrows(KeyRefusedException.class, this::open);
        gateway.keyRefused = null;
        provider().payments(Instant.EPOCH, null);
        assertTrue(providers.isBroken());
        clock.pass(Duration.ofMinutes(6));
        assertFalse("somebody may try again", providers.isBroken());
        open();
        assertFalse(providers.isBroken());
    }

    @Test
    public void aKeyThatMayNotListPaymentsTakesGifts() {
        gateway.keyRefused = new KeyRefusedException("GET /v1/payments: status 403", true, null);
        assertThrows(KeyRefusedException.class, () -> provider().payments(Instant.EPOCH, null));
        assertFalse(providers.isBroken());
    }

    @Test
    public void whereAnotherWorksItIsOfferedFirst() {
        providers.bindProvider(new RankedReference<>(0), new ModelGateway("other"));
        gateway.keyRefused = new KeyRefusedException("GET /v1/payments: status 401", false, null);
        assertThrows(KeyRefusedException.class, () -> provider().payments(Instant.EPOCH, null));
        assertEquals("other", providers.choices("en", CurrencyUnit.EUR).getFirst().provider());
        assertFalse(providers.isBroken());
    }

    private PaymentProvider provider() {
        return providers.named("model").orElseThrow();
    }

    private void open() throws PaymentException {
        provider().open(new PaymentRequest(UUID.randomUUID(), Money.parse("EUR 5"), false, "", "", "en", null,
                null));
    }
}
