package org.groundswell.donations.service;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Does what a browser does for the challenge. */
public final class Work {
    private Work() {
    }

    /** A number that, after the token, has a hash with so many zero bits at its begin. */
    public static String of(String token, int bits) {
        for (int number = 0; ; number++) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256")
                        .digest((token + ":" + number).getBytes(StandardCharsets.UTF_8));
                if (Integer.numberOfLeadingZeros(ByteBuffer.wrap(hash).getInt()) >= bits) {
                    return Integer.toString(number);
                }
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
