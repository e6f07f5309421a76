package lockstep.harness.stage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** Adds up by weak compare-and-sets, each tried once. */
public class WeakSample implements IntSupplier {

    static final int TRIES = 200;

    private static final VarHandle SUM;
    private final AtomicInteger count = new AtomicInteger();
    private int sum;

    static {
        try {
            SUM = MethodHandles.lookup().findVarHandle(WeakSample.class, "sum", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** How many of the tries failed, or -1 if one that failed has changed something or one that succeeded has not. */
    @Override
    public int getAsInt() {
        int failed = 0;
        for (int i = 0; i < TRIES; i++) {
            boolean byHandle = i % 2 == 0;
            int before = byHandle ? sum : count.get();
            boolean done = byHandle ? SUM.weakCompareAndSetAcquire(this, before, before + 1)
                    : count.weakCompareAndSetVolatile(before, before + 1);
            int after = byHandle ? sum : count.get();
            if (after != (done ? before + 1 : before)) {
                return -1;
            }
            failed += done ? 0 : 1;
        }
        return failed;
    }
}
