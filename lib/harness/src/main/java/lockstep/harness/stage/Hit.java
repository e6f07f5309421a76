package lockstep.harness.stage;

/**
 * What rewritten code calls before each access. It is defined anew for each property, so that the compiler knows nothing of
 * taps that an earlier property had switched on: a call that it has once seen made is one that it compiles in, and it would then
 * not hoist the answer's plain reads over it.
 */
public final class Hit {

    private Hit() {}

    /** Small, so that the compiler always puts it in line. */
    public static void hit(int code) {
        if (Tap.on) {
            Tap.tell(code);
        }
    }
}
