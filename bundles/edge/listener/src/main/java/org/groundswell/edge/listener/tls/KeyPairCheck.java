package org.groundswell.edge.listener.tls;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Whether two keys belong together: a certificate that was renewed without its key would end every connection. */
final class KeyPairCheck {
    private static final byte[] TEXT = {1, 2, 3};

    private KeyPairCheck() {
    }

    static void check(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
        String algorithm = switch (publicKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> publicKey.getAlgorithm();
        };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(privateKey);
        signature.update(TEXT);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(TEXT);
        if (!signature.verify(signed)) {
            throw new InvalidKeyException("it belongs to another certificate");
        }
    }
}
