package lockstep.exercises.ch03_value_lock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import lockstep.harness.Todo;

/**
 * Goal: a ledger whose entries nobody reaches but through its lock. Write the constructor and the three
 * methods so that no list a caller ever held, or still holds, is the ledger's own.
 *
 * Rules: add(-5, 5) is one step: whoever looks sees both entries or neither. So is rewrite(change): it gives
 * change a list to alter or to keep, and what change returns is the ledger's contents from then on.
 * If change throws, the caller gets the exception, the ledger stays as it was, and others can go on using it.
 */
public class MyLedger {

    private final Lock lock = new ReentrantLock();
    private List<Long> entries;

    public MyLedger(List<Long> opening) {
        throw new Todo("3.2");
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
        throw new Todo("3.2");
    }

    public List<Long> entries() {
        throw new Todo("3.2");
    }

    public void rewrite(UnaryOperator<List<Long>> change) {
        throw new Todo("3.2");
    }
}
