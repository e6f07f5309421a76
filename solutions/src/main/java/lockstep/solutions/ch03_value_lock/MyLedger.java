package lockstep.solutions.ch03_value_lock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * A reference can escape in through every parameter and out through every result. There are four such doors here,
 * and each gets a copy, made while the lock is held:
 *
 * 1. the constructor's parameter: the caller keeps "opening" and may alter it later. Copy it in.
 * 2. what entries() returns. Copy it out. Collections.unmodifiableList would not do: it is a window on the live list,
 *    and whoever looks through it looks without the lock.
 * 3. the list that rewrite lends to change. A lambda can put it away. Lend a copy.
 * 4. the list that change returns. Whoever wrote change may still hold it. Copy it in.
 *
 * Door 3 pays twice: if change throws halfway, only the copy is half changed.
 * The longs themselves need no copy, because a Long cannot be altered. If the entries were arrays, a copy of the list
 * would share them, and the copy would have to go deeper.
 *
 * Cost: entries() and rewrite copy n references while others wait. Alternatives: keep an immutable list in a volatile
 * field and replace it on every change (copy-on-write: readers never wait and copy nothing, each add costs n);
 * or let the reader come to the data, with a method that takes a function and returns its result (next exercise):
 * no copies, but the function holds the lock as long as it runs, and must not keep what it is shown.
 */
public class MyLedger {

    private final Lock lock = new ReentrantLock();
    private List<Long> entries;

    public MyLedger(List<Long> opening) {
        entries = new ArrayList<>(opening);
    }

    /** Finished, and right: it works on the list while it holds the lock, and keeps nothing of the caller's. */
    public void add(long... amounts) {
        lock.lock();
        try {
            for (long amount : amounts) {
                entries.add(amount);
            }
        } finally {
            lock.unlock();
        }
    }

    public long total() {
        lock.lock();
        try {
            long sum = 0;
            for (long amount : entries) {
                sum += amount;
            }
            return sum;
        } finally {
            lock.unlock();
        }
    }

    public List<Long> entries() {
        lock.lock();
        try {
            return List.copyOf(entries);
        } finally {
            lock.unlock();
        }
    }

    public void rewrite(UnaryOperator<List<Long>> change) {
        lock.lock();
        try {
            entries = new ArrayList<>(change.apply(new ArrayList<>(entries)));
        } finally {
            lock.unlock();
        }
    }
}
