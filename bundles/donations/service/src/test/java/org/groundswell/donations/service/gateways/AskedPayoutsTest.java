package org.groundswell.donations.service.gateways;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.donations.service.RankedReference;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PayoutPage;
import org.junit.Test;

public class AskedPayoutsTest {
    private final Providers providers = Providers.of(null, Clock.systemUTC());
    private final AskedPayouts asked = new AskedPayouts(providers);
    private boolean forbidden;
    private int questions;

    private final ModelGateway telling = new ModelGateway("telling") {
        @Override
        public boolean tellsPayouts() {
            return true;
        }

        @Override
        public PayoutPage payouts(Instant since, String cursor) throws PaymentException {
            questions++;
            if (forbidden) {
                throw new PaymentException("GET /v1/payouts: status 403");
            }
            return new PayoutPage(List.of(), List.of(), null);
        }
    };

    @Test
    public void onlyThoseThatTellAreAsked() throws Exception {
        providers.bindProvider(new RankedReference<>(0), telling);
        providers.bindProvider(new RankedReference<>(1), new ModelGateway("silent"));
        providers.bindProvider(new RankedReference<>(2), new ModelGateway("broken") {
            @Override
            public boolean tellsPayouts() {
                throw new IllegalStateException();
            }
        });
        assertEquals(List.of("telling"), asked.names());
        assertEquals(List.of(), asked.payouts("telling", Instant.EPOCH, null).payouts());
        assertThrows(PaymentException.class, () -> asked.payouts("silent", Instant.EPOCH, null));
        assertThrows(PaymentException.class, () -> asked.lines("nobody", "po", null));
    }

    @Test
    public void aKeyThatMayNotSeePayoutsTakesNoDonorsAway() {
        providers.bindProvider(new RankedReference<>(0), telling);
        forbidden = true;
        for (int i = 0; i < 20; i++) {
            assertThrows(PaymentException.class, () -> asked.payouts("telling", Instant.EPOCH, null));
        }
        assertTrue("after some it is left alone", questions < 20);
        assertFalse(providers.availability().isLeftAlone("telling"));
        assertEquals(List.of(), providers.failures());
    }

    @Test
    public void whomDonorsAreKeptFromIsNotAsked() {
        providers.bindProvider(new RankedReference<>(0), telling);
        for (int i = 0; i < 5; i++) {
            assertThrows(PaymentException.class, () -> providers.availability().asked("telling", () -> {
                throw new PaymentException("status 503");
            }));
        }
        assertThrows(PaymentException.class, () -> asked.payouts("telling", Instant.EPOCH, null));
        assertEquals(0, questions);
    }
}
