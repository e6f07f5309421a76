package lockstep.solutions.ch01_atomics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Carries one number from the thread that sends it to every thread that waits for it.
 *
 * <p>The number is a plain field; nothing about it is atomic. The flag carries it: {@code setRelease} says "all that I wrote
 * before this is part of the message", and the {@code getAcquire} that reads this true says "I begin to read after it". So
 * the write of the number happens-before the read of the number. Both halves are needed, and so is the order in
 * each method: number first and flag last when writing, flag first and number last when reading.
 *
 * <p>Alternatives:
 * <ul>
 * <li>{@code volatile boolean sent}: right and shorter. A volatile write also keeps all <em>later</em> reads behind it, which nobody
 *     needs here: on x86 that is a full fence, some 20 cycles, where a release store is an ordinary store.
 * <li>{@code AtomicBoolean} with {@code setRelease} and {@code getAcquire}: the same modes, one more object, no VarHandle to set up.
 * <li>{@code CountDownLatch(1)}, or {@code synchronized} with {@code wait} and {@code notifyAll}: right, and the receiver sleeps instead of
 *     spinning. Choose that when the wait may be long: a spinning receiver burns a processor, perhaps the one that the sender needs.
 * <li>A plain flag: wrong. The JIT compiler may read it once before the loop. With {@code Thread.onSpinWait()} in the loop, today's
 *     HotSpot happens to read it again each time; nothing promises that, and nothing orders the number.
 * <li>{@code setOpaque} and {@code getOpaque}: wrong. The flag is seen at last, but the number may not be there yet. x86 never shows it; ARM does.
 * </ul>
 */
public class MyMailbox {

    private static final VarHandle SENT;

    static {
        try {
            SENT = MethodHandles.lookup().findVarHandle(MyMailbox.class, "sent", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Plain: written before {@code sent} is released, read only after {@code sent} was acquired. */
    private int number;

    /** Only touched through {@link #SENT}. */
    @SuppressWarnings("unused")
    private boolean sent;

    /** Puts the number in and never waits. */
    public void send(int number) {
        this.number = number;
        SENT.setRelease(this, true);                // release: hands over the number; pairs with the acquire in receive()
    }

    /** Waits until the number is there, and returns it. */
    public int receive() {
        while (!(boolean) SENT.getAcquire(this)) {  // acquire: pairs with the release in send()
            Thread.onSpinWait();
        }
        return number;
    }
}
