package org.groundswell.pages.publishing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.groundswell.kernel.api.keys.SharedKeys;

/** The key of a test's nodes. */
record OneKey(int number) implements SharedKeys {

    @Override
    public List<byte[]> keys(String of, Optional<byte[]> own) {
        var bytes = new byte[BYTES];
        Arrays.fill(bytes, (byte) number);
        return List.of(bytes);
    }

    @Override
    public void renew(String of) {
        throw new UnsupportedOperationException();
    }
}
