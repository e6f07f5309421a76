package lockstep.right.ch03_value_lock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import lockstep.proof.Right;

/** Other right answers to exercise 3.2. The judge has to pass each of them. */
public final class MyLedgerRight {

    private MyLedgerRight() {}

    @Right(exercise = "3.2", why = "A volatile field with a list that nobody alters: readers need no lock.")
    public static class CopyOnWrite {
        private final Lock lock = new ReentrantLock();
        private volatile List<Long> entries;

        public CopyOnWrite(List<Long> opening) {
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

    @Right(exercise = "3.2", why = "Copies and adds up by streams, under the lock.")
    public static class Streams {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public Streams(List<Long> opening) {
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
                return entries.stream().mapToLong(Long::longValue).sum();
            } finally {
                lock.unlock();
            }
        }

        public List<Long> entries() {
            lock.lock();
            try {
                return entries.stream().toList();
            } finally {
                lock.unlock();
            }
        }

        public void rewrite(UnaryOperator<List<Long>> change) {
            lock.lock();
            try {
                List<Long> lent = entries.stream().collect(Collectors.toList());
                entries = change.apply(lent).stream().collect(Collectors.toCollection(ArrayList::new));
            } finally {
                lock.unlock();
            }
        }
    }

    @Right(exercise = "3.2", why = "Adds up a copy, after the lock was given back.")
    public static class SumsASnapshot {
        private final Lock lock = new ReentrantLock();
        private List<Long> entries;

        public SumsASnapshot(List<Long> opening) {
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
            for (Long amount : entries()) {
                sum += amount;
            }
            return sum;
        }

        public List<Long> entries() {
            lock.lock();
            try {
                return new ArrayList<>(entries);
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
}
