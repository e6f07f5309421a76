package lockstep.exercises.ch03_value_lock;

import java.util.concurrent.atomic.AtomicReference;

/** Notices when two threads are in it at once. For the checks of chapters 03 and 04. */
public final class Room {

    private final AtomicReference<Thread> inside = new AtomicReference<>();

    public void enter() {
        Thread other = inside.getAndSet(Thread.currentThread());
        if (other != null) {
            throw new AssertionError("Two threads were inside at once: \"" + other.getName() + "\" was there, and \""
                + Thread.currentThread().getName() + "\" came in too.");
        }
    }

    public void leave() {
        inside.set(null);
    }

    /** Enters, lets others have the processor for a moment, leaves. */
    public void visit() {
        enter();
        Thread.yield();
        leave();
    }
}
