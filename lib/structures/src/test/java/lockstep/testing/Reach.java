package lockstep.testing;

import java.lang.ref.WeakReference;

/** Whether the garbage collector can take something. */
public final class Reach {

    private Reach() {
    }

    /** Collects until the referent is gone. If something still holds it, that fails in the end: only then is it slow. */
    public static void assertCollected(WeakReference<?> reference) {
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
            if (reference.get() != null) {
                try {
                    Thread.sleep(10); // not to wait for anything that may be late, but to leave a busy collector the processor
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
        if (reference.get() != null) {
            throw new AssertionError("still held: " + reference.get());
        }
    }

    /** That something is held: by whatever the caller keeps in a local variable until after this. */
    public static void assertHeld(WeakReference<?> reference) {
        System.gc();
        if (reference.get() == null) {
            throw new AssertionError("nobody holds it any more");
        }
    }
}
