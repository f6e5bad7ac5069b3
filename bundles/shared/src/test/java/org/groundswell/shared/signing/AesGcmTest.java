package org.groundswell.shared.signing;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.junit.Test;

public class AesGcmTest {
    private static final byte[] KEY = new byte[AesGcm.KEY_BYTES];
    private static final byte[] OPEN = {1, 2, 3};

    @Test
    public void isOpenedWithItsKeyInItsPlace() throws Exception {
        byte[] sealed = AesGcm.seal(KEY, "here", OPEN);
        assertArrayEquals(OPEN, AesGcm.open(KEY, "here", sealed));
        assertFalse("no two are alike", Arrays.equals(sealed, AesGcm.seal(KEY, "here", OPEN)));
    }

    @Test
    public void otherwiseItIsNot() {
        byte[] sealed = AesGcm.seal(KEY, "here", OPEN);
        byte[] other = KEY.clone();
        other[0]++;
        assertThrows(GeneralSecurityException.class, () -> AesGcm.open(other, "here", sealed));
        assertThrows(GeneralSecurityException.class, () -> AesGcm.open(KEY, "there", sealed));
        assertThrows(GeneralSecurityException.class, () -> AesGcm.open(KEY, "here", new byte[0]));
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i]++;
            assertThrows(GeneralSecurityException.class, () -> AesGcm.open(KEY, "here", changed));
        }
    }
}
