package lockstep.solutions.ch04_guard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Guards see to it that every lock is opened again. They do not see to it that the locks are taken in an order that
 * cannot lock up. That is this exercise: if one thread holds account 0 and wants 1, while another holds 1 and wants 0,
 * both wait for ever.
 *
 * The cure is one order for everybody: the account with the smaller number first. Then the thread that holds the
 * largest number of all that are held waits for nobody, so somebody can always go on. total() follows the same order.
 *
 * from == to is a case of its own. The lock is not reentrant: the second hold would wait for the first, which is ours.
 *
 * The guard of a try-with-resources is closed even if the next hold throws, so an account that does not exist leaves
 * nothing locked. total() needs as many guards as there are accounts, which try-with-resources cannot spell: it keeps
 * them in a stack and closes them in a finally.
 *
 * Alternatives. One lock for the whole bank: simple, no order to keep, but no two transfers at once. tryLock on the
 * second account, and letting go of the first when it fails: no order needed, for locks that have none, at the price
 * of retries and, without a pause, of livelock. Locking from, letting go, locking to: no deadlock either, but in
 * between the money is nowhere, and total() sees that.
 * Cost: total() stops all transfers while it adds. If an old answer is good enough, count versions instead.
 */
public class MyBank {

    private final Account[] accounts;

    public MyBank(int howMany, long opening) {
        accounts = new Account[howMany];
        for (int i = 0; i < howMany; i++) {
            accounts[i] = new Account(opening);
        }
    }

    /** Waits until nobody else holds the account, and holds it until the guard is closed. */
    public Guard hold(int account) {
        return accounts[account].hold();
    }

    public boolean transfer(int from, int to, long amount) {
        if (from == to) {
            try (Guard only = hold(from)) {
                return only.get() >= amount;
            }
        }
        try (Guard first = hold(Math.min(from, to)); Guard second = hold(Math.max(from, to))) {
            Guard payer = from < to ? first : second;
            Guard payee = from < to ? second : first;
            if (payer.get() < amount) {
                return false;
            }
            payer.set(payer.get() - amount);
            payee.set(payee.get() + amount);
            return true;
        }
    }

    public long total() {
        Deque<Guard> held = new ArrayDeque<>();
        try {
            long sum = 0;
            for (int i = 0; i < accounts.length; i++) {
                held.push(hold(i));
                sum += held.peek().get();
            }
            return sum;
        } finally {
            held.forEach(Guard::close);
        }
    }

    public static class Guard implements AutoCloseable {

        private final Account account;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Guard(Account account) {
            this.account = account;
        }

        public long get() {
            mustBeOpen();
            return account.balance;
        }

        public void set(long balance) {
            mustBeOpen();
            account.balance = balance;
        }

        @Override
        public void close() {
            if (open.getAndSet(false)) {
                account.taken.set(false);
            }
        }

        private void mustBeOpen() {
            if (!open.get()) {
                throw new IllegalStateException("this guard is closed");
            }
        }
    }

    private static class Account {

        private final AtomicBoolean taken = new AtomicBoolean();
        private long balance;

        Account(long opening) {
            balance = opening;
        }

        Guard hold() {
            for (int tries = 0; taken.getAndSet(true); tries++) {
                if (tries < 1000) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
            return new Guard(this);
        }
    }
}
