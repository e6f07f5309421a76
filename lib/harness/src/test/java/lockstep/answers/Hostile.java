package lockstep.answers;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Answers to the fixture exercise 90.1 that harm the JVM they run in, or try to look like a pass. */
public final class Hostile {

    private Hostile() {}

    /** What most of them have in common: a lock that is right. */
    public static class Base {
        private final AtomicBoolean locked = new AtomicBoolean();

        public void lock() {
            while (locked.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public void unlock() {
            locked.set(false);
        }
    }

    public static class LoopsWithHint extends Base {
        @Override
        public void lock() {
            while (true) {
                Thread.onSpinWait();
            }
        }
    }

    public static class LoopsBare extends Base {
        @Override
        public void lock() {
            while (true) { }
        }
    }

    public static class CountsFarWithoutSafepoint extends Base {
        static int sum;

        @Override
        public void lock() {
            for (int again = 0; again >= 0; again++) {
                for (int i = 0; i < Integer.MAX_VALUE; i++) {
                    sum += i * again;
                }
                again = 0;
            }
        }
    }

    public static class SpinsOnPlainField extends Base {
        boolean held;

        @Override
        public void lock() {
            held = true;
            while (held) { }
        }
    }

    public static class Deadlocks extends Base {
        private final Object left = new Object();
        private final Object right = new Object();

        @Override
        public void lock() {
            CountDownLatch both = new CountDownLatch(2);
            Thread other = new Thread(() -> take(right, left, both), "other");
            other.setDaemon(true);
            other.start();
            take(left, right, both);
        }

        private void take(Object first, Object second, CountDownLatch both) {
            synchronized (first) {
                both.countDown();
                try {
                    both.await();
                } catch (InterruptedException e) {
                    return;
                }
                synchronized (second) {
                    second.notifyAll();
                }
            }
        }
    }

    public static class LocksTwice extends Base {
        @Override
        public void lock() {
            super.lock();
            super.lock();
        }
    }

    public static class ParksForever extends Base {
        @Override
        public void lock() {
            while (true) {
                LockSupport.park(this);
            }
        }
    }

    public static class Sleeps extends Base {
        @Override
        public void lock() {
            while (true) {
                try {
                    Thread.sleep(10);
                } catch (InterruptedException e) {
                    // goes on
                }
            }
        }
    }

    public static class Exits extends Base {
        @Override
        public void lock() {
            System.exit(0);
        }
    }

    public static class Halts extends Base {
        @Override
        public void lock() {
            Runtime.getRuntime().halt(0);
        }
    }

    public static class Recurses extends Base {
        @Override
        public void lock() {
            lock();
        }
    }

    public static class EatsMemory extends Base {
        static final List<Object> KEPT = new ArrayList<>();

        @Override
        public void lock() {
            while (true) {
                KEPT.add(new byte[1 << 20]);
            }
        }
    }

    public static class EatsMemoryAndCatches extends Base {
        static final List<Object> KEPT = new ArrayList<>();

        @Override
        public void lock() {
            while (true) {
                try {
                    KEPT.add(new long[64]);
                } catch (OutOfMemoryError e) {
                    // goes on
                }
            }
        }
    }

    public static class Prints extends Base {
        @Override
        public void lock() {
            while (true) {
                System.out.println("and on and on and on and on and on and on and on and on and on");
            }
        }
    }

    public static class PrintsRaw extends Base {
        @Override
        public void lock() {
            try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
                byte[] junk = "junk ".repeat(10_000).getBytes();
                while (true) {
                    out.write(junk);
                }
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public static class StartsThousand extends Base {
        @Override
        public void lock() {
            super.lock();
            for (int i = 0; i < 1000; i++) {
                Thread thread = new Thread(() -> {
                    while (true) {
                        LockSupport.parkNanos(1_000_000);
                    }
                });
                thread.start();
            }
        }
    }

    public static class StartsThousandSpinning extends Base {
        @Override
        public void lock() {
            for (int i = 0; i < 1000; i++) {
                new Thread(() -> {
                    while (true) {
                        Thread.onSpinWait();
                    }
                }).start();
            }
            LockSupport.park();
            lock();
        }
    }

    public static class LeavesDaemon extends Base {
        private static final AtomicBoolean STARTED = new AtomicBoolean();

        @Override
        public void lock() {
            super.lock();
            if (!STARTED.getAndSet(true)) {
                Thread thread = new Thread(() -> {
                    while (true) {
                        Thread.onSpinWait();
                    }
                }, "left over");
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    public static class CatchesAll extends Base {
        @Override
        public void lock() {
            while (true) {
                try {
                    Object none = null;
                    none.hashCode();
                } catch (Throwable t) {
                    // goes on
                }
            }
        }
    }

    public static class ClosesOut extends Base {
        @Override
        public void lock() {
            System.out.close();
            System.err.close();
            throw new IllegalStateException("closed");
        }
    }

    public static class ClosesRawOut extends Base {
        @Override
        public void lock() {
            super.lock();
            try {
                new FileOutputStream(FileDescriptor.out).close();
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public static class StaticThrows extends Base {
        static {
            if (true) {
                throw new IllegalStateException("no luck");
            }
        }
    }

    public static class StaticHangs extends Base {
        static {
            while (true) {
                Thread.onSpinWait();
                if (System.nanoTime() == 0) {
                    break;
                }
            }
        }
    }

    public static class NoConstructor extends Base {
        public NoConstructor(int spins) {}
    }

    static class NotPublic extends Base {}

    public abstract static class Abstract extends Base {}

    public interface Interface {
        void lock();

        void unlock();
    }

    public static class WrongType {
        public void take() {}
    }

    public static class NotStatic {
        public class Inner extends Base {}
    }

    public static class WrongReturn {
        public boolean lock() {
            return true;
        }

        public void unlock() {}
    }

    public static class PrintsPass extends Base {
        @Override
        public void lock() {
            String nonce = "lockstep-" + "0".repeat(32);
            for (String word : new String[] {"begin\t0", "held\t0", "begin\t1", "held\t1", "begin\t2", "held\t2", "end"}) {
                System.out.println(nonce + " " + word);
            }
            System.out.println("\u001b[32mPASSED\u001b[0m  3 properties held.");
            System.out.flush();
            System.exit(0);
        }
    }

    public static class PrintsPassRaw extends Base {
        @Override
        public void lock() {
            try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
                out.write("held\t0\nheld\t1\nheld\t2\nend\nPASSED  3 properties held.\n".getBytes());
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
            Runtime.getRuntime().halt(0);
        }
    }

    public static class CallsHarness extends Base {
        @Override
        public void lock() {
            lockstep.harness.Trial.sweep();
        }
    }

    public static class NamesHarness extends Base {
        @Override
        public void lock() {
            try {
                Class.forName("lockstep.harness.Trial").getMethod("sweep").invoke(null);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Hides the name, starts a child's main once more, and finds nothing there that could speak for the judge. */
    public static class FindsHarness extends Base {
        @Override
        public void lock() {
            try {
                Class<?> child = Class.forName(String.join(".", "lockstep", "harness", "child", "Child"));
                for (Method method : child.getDeclaredMethods()) {
                    if (method.getName().equals("main")) {
                        method.setAccessible(true);
                        method.invoke(null, (Object) new String[0]);
                    }
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
