package lockstep.wrong.ch03_value_lock;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Plausible mistakes in exercise 3.2. The judge has to reject each of them. */
public final class MyLedgerWrong {

    private MyLedgerWrong() {}

    @Wrong(exercise = "3.2", expect = Verdict.Kind.WRONG, breaks = "openingIsCopied",
        why = "Keeps the list that it was opened with. Its owner still has it and needs no lock; and a List.of "
            + "cannot grow.")
    public static class KeepsTheOpeningList {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public KeepsTheOpeningList(List<Long> opening) {
            if (opening instanceof ArrayList) {
                entries = opening;
            } else {
                entries = new ArrayList<>(opening);
            }
        }

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

    @Wrong(exercise = "3.2", expect = Verdict.Kind.WRONG, breaks = "openingIsCopied",
        why = "Wraps the opening list instead of copying it: the wrapper has a lock, the caller's own reference has "
            + "none.")
    public static class WrapsTheOpeningList {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public WrapsTheOpeningList(List<Long> opening) {
            entries = Collections.synchronizedList(opening instanceof ArrayList ? opening : new ArrayList<>(opening));
        }

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

    @Wrong(exercise = "3.2", expect = Verdict.Kind.WRONG, breaks = "snapshotStays",
        why = "Returns the live list from under the lock.")
    public static class ReturnsTheLiveList {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public ReturnsTheLiveList(List<Long> opening) {
            entries = new ArrayList<>(opening);
        }

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
                return entries;
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

    @Wrong(exercise = "3.2", expect = Verdict.Kind.WRONG, breaks = "snapshotStays",
        why = "Returns an unmodifiable view. Nobody can alter the list through it, but it shows every change, and "
            + "is read without the lock.")
    public static class ReturnsAView {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public ReturnsAView(List<Long> opening) {
            entries = new ArrayList<>(opening);
        }

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
                return Collections.unmodifiableList(entries);
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

    @Wrong(exercise = "3.2", expect = Verdict.Kind.WRONG, breaks = "snapshotIsTheCallers",
        why = "Keeps the snapshot and hands the same one to every caller until something changes: one caller alters "
            + "what the next one gets.")
    public static class SharesOneSnapshot {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;
        private List<Long> snapshot;

        public SharesOneSnapshot(List<Long> opening) {
            entries = new ArrayList<>(opening);
        }

        public void add(long... amounts) {
            lock.lock();
            try {
                for (long amount : amounts) {
                    entries.add(amount);
                }
                snapshot = null;
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
                if (snapshot == null) {
                    snapshot = new ArrayList<>(entries);
                }
                return snapshot;
            } finally {
                lock.unlock();
            }
        }

        public void rewrite(UnaryOperator<List<Long>> change) {
            lock.lock();
            try {
                entries = new ArrayList<>(change.apply(new ArrayList<>(entries)));
                snapshot = null;
            } finally {
                lock.unlock();
            }
        }
    }

    @Wrong(exercise = "3.2", expect = Verdict.Kind.WRONG, breaks = "throwingChangesNothing",
        why = "Lends the live list to change, which can keep it, and which may throw with half of its work done.")
    public static class LendsTheLiveList {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public LendsTheLiveList(List<Long> opening) {
            entries = new ArrayList<>(opening);
        }

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
                entries = new ArrayList<>(change.apply(entries));
            } finally {
                lock.unlock();
            }
        }
    }

    @Wrong(exercise = "3.2", expect = Verdict.Kind.WRONG, breaks = "lentListIsACopy",
        why = "Lends the live list and throws the result away if it is the same list: changes in place, and a way "
            + "in for whoever keeps it.")
    public static class AltersInPlace {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public AltersInPlace(List<Long> opening) {
            entries = new ArrayList<>(opening);
        }

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
                List<Long> changed = change.apply(entries);
                if (changed != entries) {
                    entries = new ArrayList<>(changed);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    @Wrong(exercise = "3.2", expect = Verdict.Kind.WRONG, breaks = "lentListIsACopy",
        why = "Keeps the list that change returned. Whoever wrote change may still hold it.")
    public static class KeepsTheReturnedList {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public KeepsTheReturnedList(List<Long> opening) {
            entries = new ArrayList<>(opening);
        }

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
                entries = change.apply(new ArrayList<>(entries));
            } finally {
                lock.unlock();
            }
        }
    }

    @Wrong(exercise = "3.2", expect = Verdict.Kind.WRONG, breaks = "returnedListIsCopied",
        why = "Copies what change returned only if it is not a list that it lent itself or one that cannot grow: a "
            + "foreign ArrayList stays foreign.")
    public static class TrustsArrayLists {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public TrustsArrayLists(List<Long> opening) {
            entries = new ArrayList<>(opening);
        }

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
                List<Long> lent = new ArrayList<>(entries);
                List<Long> changed = change.apply(lent);
                entries = changed instanceof ArrayList && changed != lent ? changed : new ArrayList<>(changed);
            } finally {
                lock.unlock();
            }
        }
    }

    @Wrong(exercise = "3.2", expect = Verdict.Kind.HUNG, breaks = "throwingUnlocks",
        why = "unlock() stands after change instead of in a finally: an exception leaves with the lock.")
    public static class NoFinally {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public NoFinally(List<Long> opening) {
            entries = new ArrayList<>(opening);
        }

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
            entries = new ArrayList<>(change.apply(new ArrayList<>(entries)));
            lock.unlock();
        }
    }

    @Wrong(exercise = "3.2", expect = Verdict.Kind.HUNG, breaks = "throwingUnlocks",
        why = "Unlocks on RuntimeException only: an Error leaves with the lock.")
    public static class UnlocksForExceptionsOnly {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public UnlocksForExceptionsOnly(List<Long> opening) {
            entries = new ArrayList<>(opening);
        }

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
            } catch (RuntimeException e) {
                lock.unlock();
                throw e;
            }
            lock.unlock();
        }
    }

    @Wrong(exercise = "3.2", expect = Verdict.Kind.WRONG, breaks = "throwingChangesNothing",
        why = "Swallows what change throws: the caller believes that all is done.")
    public static class SwallowsTheException {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public SwallowsTheException(List<Long> opening) {
            entries = new ArrayList<>(opening);
        }

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
            } catch (RuntimeException e) {
                // the old entries stay
            } finally {
                lock.unlock();
            }
        }
    }

    @Wrong(exercise = "3.2", expect = Verdict.Kind.WRONG, breaks = "entriesSeesWholeSteps",
        why = "entries() makes a copy, and so, it seems, needs no lock: it copies while another thread is in add.")
    public static class EntriesWithoutLock {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public EntriesWithoutLock(List<Long> opening) {
            entries = new ArrayList<>(opening);
        }

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
            return new ArrayList<>(entries);
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

    @Wrong(exercise = "3.2", expect = Verdict.Kind.WRONG, breaks = "entriesSeesWholeSteps",
        why = "Locks to learn the size, unlocks, then copies so many elements: some of them of the list before a "
            + "rewrite, some of the list after it.")
    public static class CopiesPieceByPiece {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public CopiesPieceByPiece(List<Long> opening) {
            entries = new ArrayList<>(opening);
        }

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
            int size;
            lock.lock();
            try {
                size = entries.size();
            } finally {
                lock.unlock();
            }
            List<Long> copy = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                copy.add(entries.get(i));
            }
            return copy;
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

    @Wrong(exercise = "3.2", expect = Verdict.Kind.WRONG, breaks = "entriesSeesWholeSteps",
        why = "Fetches the reference under the lock and copies after unlock(). The copy is over in nanoseconds, so runs show "
            + "the race now and then, not each time.")
    public static class CopiesAfterUnlock {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public CopiesAfterUnlock(List<Long> opening) {
            entries = new ArrayList<>(opening);
        }

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
            List<Long> live;
            lock.lock();
            try {
                live = entries;
            } finally {
                lock.unlock();
            }
            return new ArrayList<>(live);
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

    @Wrong(exercise = "3.2", expect = Verdict.Kind.WRONG, breaks = "totalSeesWholeSteps",
        why = "total() only reads, so it takes no lock: and reads half of what another thread adds.")
    public static class TotalWithoutLock {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public TotalWithoutLock(List<Long> opening) {
            entries = new ArrayList<>(opening);
        }

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
            long sum = 0;
            for (int i = 0; i < entries.size(); i++) {
                sum += entries.get(i);
            }
            return sum;
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

    @Wrong(exercise = "3.2", expect = Verdict.Kind.WRONG, breaks = "totalSeesWholeSteps",
        why = "Locks with ReentrantLock in one method and with synchronized in another: two locks, so no lock.")
    public static class TwoDifferentLocks {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public TwoDifferentLocks(List<Long> opening) {
            entries = new ArrayList<>(opening);
        }

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
            synchronized (this) {
                long sum = 0;
                for (int i = 0; i < entries.size(); i++) {
                    sum += entries.get(i);
                }
                return sum;
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

    @Wrong(exercise = "3.2", expect = Verdict.Kind.WRONG, breaks = "rewriteIsOneStep",
        why = "Calls change between two lockings, so as not to hold the lock for long: whatever came in between is "
            + "lost.")
    public static class RewriteInTwoSteps {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public RewriteInTwoSteps(List<Long> opening) {
            entries = new ArrayList<>(opening);
        }

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
            List<Long> changed = change.apply(new ArrayList<>(entries()));
            lock.lock();
            try {
                entries = new ArrayList<>(changed);
            } finally {
                lock.unlock();
            }
        }
    }

    @Wrong(exercise = "3.2", expect = Verdict.Kind.WRONG, breaks = "totalSeesWholeSteps",
        why = "Readers take the list from a plain field without the lock. Every writer replaces it by a complete "
            + "immutable copy, so no half step is seen; but nothing publishes the new list. x86 hides it.")
    public static class CopyOnWriteWithoutVolatile {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public CopyOnWriteWithoutVolatile(List<Long> opening) {
            entries = List.copyOf(opening);
        }

        public void add(long... amounts) {
            lock.lock();
            try {
                List<Long> longer = new ArrayList<>(entries);
                for (long amount : amounts) {
                    longer.add(amount);
                }
                entries = List.copyOf(longer);
            } finally {
                lock.unlock();
            }
        }

        public long total() {
            long sum = 0;
            for (long amount : entries) {
                sum += amount;
            }
            return sum;
        }

        public List<Long> entries() {
            return entries;
        }

        public void rewrite(UnaryOperator<List<Long>> change) {
            lock.lock();
            try {
                entries = List.copyOf(change.apply(new ArrayList<>(entries)));
            } finally {
                lock.unlock();
            }
        }
    }
}
