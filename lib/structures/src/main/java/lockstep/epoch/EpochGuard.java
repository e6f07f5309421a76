package lockstep.epoch;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * Proof that its thread is looking: while it is open, nothing is handed back that could still be found when it was
 * opened, or later. {@link Epoch#pin()} makes it.
 *
 * <p>It belongs to the thread that opened it, and so needs no atomics of its own. Closing twice is allowed: the second
 * time does nothing, and never ends another guard that stands in the same slot.
 *
 * @progress No method waits.
 * @memory See {@link Epoch}.
 * @linearization See {@link Epoch}.
 * @source Rust's {@code crossbeam_epoch::Guard}, which is not {@code Send}. Departure: {@code retire} runs a callback,
 *     where {@code defer_destroy} frees.
 */
public final class EpochGuard implements AutoCloseable {

    private final Epoch epoch;
    private final Thread opener = Thread.currentThread();

    /** Plain: the opener's only. Null once closed. Invariant: until then, the slot is ours. */
    private Slot slot;

    EpochGuard(Epoch epoch, Slot slot) {
        this.epoch = epoch;
        this.slot = slot;
    }

    /**
     * Has a callback run when no guard is open that was open now. Unlink first, then retire, and retire once: what can
     * still be found would be handed back under somebody's eyes.
     *
     * <p>The callback runs in any thread, in {@link #close()} or {@link Epoch#flush()}, under no guard of this slot. It
     * may open guards and retire; it should be short and not throw (see {@link Epoch}), and must not wait for a guard
     * to be closed.
     *
     * @param callback what to do then
     * @throws NullPointerException if it is null
     * @throws IllegalStateException if this guard is closed, or another thread's
     */
    public void retire(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        checkOpen();
        slot.add(new Retired(callback, epoch.stamp()));
    }

    /**
     * The same for an object that is given to the callback. Until then the object is kept alive, and afterwards it is
     * not.
     *
     * @param object what nobody can find any more; may be null
     * @param callback what to do with it then
     * @param <T> the object's type
     * @throws NullPointerException if the callback is null
     * @throws IllegalStateException if this guard is closed, or another thread's
     */
    public <T> void retire(T object, Consumer<? super T> callback) {
        Objects.requireNonNull(callback, "callback");
        retire(() -> callback.accept(object));
    }

    /**
     * Whether this guard still protects.
     *
     * @return whether it has not been closed
     * @throws IllegalStateException if this guard is another thread's
     */
    public boolean isOpen() {
        checkOpener();
        return slot != null;
    }

    /**
     * Ends the protection, and hands back a few objects that are due, of anybody's. Does nothing if closed already.
     *
     * @throws IllegalStateException if this guard is another thread's; it stays open
     */
    @Override
    public void close() {
        checkOpener();
        Slot left = slot;
        if (left != null) {
            slot = null;
            epoch.leave(left);
        }
    }

    private void checkOpen() {
        if (!isOpen()) {
            throw new IllegalStateException("this guard is closed: what it protected may be handed back by now");
        }
    }

    private void checkOpener() {
        if (Thread.currentThread() != opener) {
            throw new IllegalStateException("this guard belongs to thread " + opener.getName()
                    + ": only the thread that opened it may use or close it");
        }
    }
}
