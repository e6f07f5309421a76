package lockstep.exercises.ch05_stack;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import lockstep.harness.Todo;

/**
 * Goal: repair the slot pool. take() hands out a free slot, give() takes it back, and no slot is ever handed out
 * twice. The free slots are a stack of numbers, and numbers come again: a look at the top must not be misled by that.
 *
 * Rules: no locks; whoever stops in the middle keeps nobody waiting. A new pool hands out 0, 1, 2 and so on; later
 * the slot given back last is handed out first. take() returns -1 if no slot is free, and only then. Only what was
 * taken is given back, once. What a thread did with a slot, the next one who takes it sees. No field is plain that one
 * thread may write while another reads it. The fields and the constructor are the broken pool's: change what you need.
 */
public class MySlotPool {

    private static final int NONE = -1;

    /** Of each free slot, the one beneath it. */
    private final AtomicIntegerArray next;

    /** The free slot on top. Is its number enough? */
    private final AtomicInteger top = new AtomicInteger();

    /** A pool of slots 0 to size - 1, all free; there is at least one. */
    public MySlotPool(int size) {
        next = new AtomicIntegerArray(size);
        for (int slot = 0; slot < size; slot++) {
            next.set(slot, slot + 1 < size ? slot + 1 : NONE);
        }
    }

    /** Hands out a free slot, or returns -1 if there is none. */
    public int take() {
        throw new Todo("5.2");
    }

    /** Takes a slot back. */
    public void give(int slot) {
        throw new Todo("5.2");
    }
}
