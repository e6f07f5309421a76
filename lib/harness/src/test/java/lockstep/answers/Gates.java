package lockstep.answers;

import java.io.File;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import lockstep.harness.Todo;

/** Answers to exercise 90.2, which is judged by scenarios. */
public final class Gates {

    private Gates() {}

    /** A right one, to inherit from. */
    public static class Right {
        final AtomicBoolean shut = new AtomicBoolean();

        public void lock() {
            while (shut.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public void unlock() {
            shut.setRelease(false);
        }
    }

    public static class Opaque {
        private final AtomicBoolean shut = new AtomicBoolean();

        public void lock() {
            while (shut.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public void unlock() {
            shut.setOpaque(false); // here
        }
    }

    /** Both may say that they want in, and then each waits for the other. */
    public static class Polite {
        private final AtomicInteger comers = new AtomicInteger();
        private final AtomicIntegerArray wants = new AtomicIntegerArray(2);
        private int inside;

        public void lock() {
            int me = comers.getAndIncrement() & 1;
            wants.set(me, 1);
            while (wants.get(1 - me) == 1) {
                Thread.onSpinWait();
            }
            inside = me;
        }

        public void unlock() {
            wants.set(inside, 0);
        }
    }

    public static class HalfDone {
        private final AtomicBoolean shut = new AtomicBoolean();

        public void lock() {
            while (shut.getAndSet(true)) {
                Thread.onSpinWait();
            }
        }

        public void unlock() {
            throw new Todo("90.2");
        }
    }

    public static class Throws {
        public void lock() {
            throw new IllegalStateException("no luck");
        }

        public void unlock() {}
    }

    public static class NotModelled {
        private final File file = new File("shut");

        public void lock() {
            while (!file.mkdir()) {
                Thread.onSpinWait();
            }
        }

        public void unlock() {
            file.delete();
        }
    }

    public static class Exits {
        public void lock() {
            System.exit(0);
        }

        public void unlock() {}
    }

    public static class ExitsAndCatches {
        private final Right right = new Right();

        public void lock() {
            try {
                System.exit(0);
            } catch (Throwable t) {
                // and on
            }
            right.lock();
        }

        public void unlock() {
            right.unlock();
        }
    }

    public static class LoopsBare {
        public void lock() {
            while (true) { }
        }

        public void unlock() {}
    }

    /** Comes to no end where interleave sees nothing. */
    public static class LoopsInLibrary {
        public void lock() {
            IntStream.generate(() -> 1).sum();
        }

        public void unlock() {}
    }

    public static class CatchesAll {
        private final Right right = new Right();

        public void lock() {
            while (true) {
                try {
                    right.lock();
                    Thread.sleep(1);
                } catch (Throwable t) {
                    // and on
                }
            }
        }

        public void unlock() {}
    }

    public static class EatsMemory {
        public void lock() {
            Block kept = null;
            while (true) {
                kept = new Block(kept);
            }
        }

        private static final class Block {
            final long[] numbers = new long[1 << 17];
            final Block next;

            Block(Block next) {
                this.next = next;
            }
        }

        public void unlock() {}
    }

    public static class Recurses {
        public void lock() {
            lock();
        }

        public void unlock() {}
    }

    public static class Prints {
        public void lock() {
            while (true) {
                System.out.println("and on and on");
            }
        }

        public void unlock() {}
    }

    public static class StartsThousand {
        public void lock() {
            for (int i = 0; i < 1000; i++) {
                new Thread(() -> { }).start();
            }
        }

        public void unlock() {}
    }

    public static class StartsSpinning {
        private final Right right = new Right();

        public void lock() {
            new Thread(() -> {
                while (true) {
                    Thread.onSpinWait();
                }
            }).start();
            right.lock();
        }

        public void unlock() {
            right.unlock();
        }
    }

    public static class StaticThrows {
        private static final class Late {
            static final Integer NUMBER = Integer.valueOf("no number");
        }

        public void lock() {
            System.out.println(Late.NUMBER);
        }

        public void unlock() {}
    }
}
