package lockstep.exercises.ch04_guard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.harness.Todo;

/**
 * Goal: transfer(from, to, amount) moves money under two guards, total() adds up all accounts under all their guards.
 * Neither may hang, however many threads call them, and nobody ever sees money missing or made.
 *
 * Rules: a transfer that the account cannot pay returns false and changes nothing. One from an account to itself
 * changes nothing either, and returns whether it could pay. Amounts are never negative. Threads that move money
 * between other accounts do not wait for each other. An account that does not exist gives
 * IndexOutOfBoundsException, and then nothing has changed and nothing stays locked.
 * The accounts and their guards are finished. The lock beneath is not reentrant.
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
        throw new Todo("4.4");
    }

    public long total() {
        throw new Todo("4.4");
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
