package lockstep.harness.judge;

import java.security.SecureRandom;
import java.util.HexFormat;

/** A word that nobody can guess. */
final class Nonce {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Nonce() {}

    static String fresh() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return "lockstep-" + HexFormat.of().formatHex(bytes);
    }
}
