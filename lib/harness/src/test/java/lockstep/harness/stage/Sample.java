package lockstep.harness.stage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** One access of each kind, in a known order. */
public class Sample implements Runnable {

    private static final VarHandle FLAG;
    private final AtomicInteger count = new AtomicInteger();
    private boolean flag;
    private int plain;

    static {
        try {
            FLAG = MethodHandles.lookup().findVarHandle(Sample.class, "flag", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public void run() {
        plain = 1;                                   // WRITE
        int seen = plain;                            // READ
        FLAG.setRelease(this, seen == 1);            // WRITE
        FLAG.compareAndSet(this, true, false);       // SWAP
        FLAG.getAcquire(this);                       // READ
        count.getAndIncrement();                     // SWAP
        count.get();                                 // READ
        Thread.onSpinWait();                         // PAUSE
        LockSupport.unpark(Thread.currentThread());  // UNPARK
        LockSupport.park(this);                      // PARK
        synchronized (count) {                       // MONITOR
            int[] array = {7};                       // WRITE
            held(array[0]);                          // READ
        }
    }

    private synchronized void held(int value) { }    // MONITOR
}
