package lockstep.right.ch04_guard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import lockstep.proof.Right;

/** Other right answers to exercise 4.4. The judge has to pass each of them. */
public final class MyBankRight {

    private MyBankRight() {}

    @Right(exercise = "4.4",
        why = "No order: lets go of all that it has when it can't have the next one, and tries again.")
    public static class LetsGoAndTriesAgain {
        private final Account[] accounts;

        public LetsGoAndTriesAgain(int howMany, long opening) {
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
            Objects.checkIndex(to, accounts.length);
            while (true) {
                try (Guard a = hold(from)) {
                    Guard b = tryHold(to);
                    if (b != null) {
                        try (b) {
                            if (a.get() < amount) {
                                return false;
                            }
                            a.set(a.get() - amount);
                            b.set(b.get() + amount);
                            return true;
                        }
                    }
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(1, 10_000));
            }
        }

        public long total() {
            Deque<Guard> held = new ArrayDeque<>();
            try {
                long sum = 0;
                for (int i = 0; i < accounts.length; i++) {
                    Guard guard = tryHold(i);
                    while (guard == null) {
                        while (!held.isEmpty()) {
                            held.pop().close();
                        }
                        Thread.yield();
                        i = 0;
                        sum = 0;
                        guard = tryHold(i);
                    }
                    held.push(guard);
                    sum += guard.get();
                }
                return sum;
            } finally {
                held.forEach(Guard::close);
            }
        }

        private Guard tryHold(int account) {
            return accounts[account].taken.getAndSet(true) ? null : new Guard(accounts[account]);
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

    @Right(exercise = "4.4", why = "Takes all its guards under one monitor, so that nobody else takes any meanwhile.")
    public static class HoldsUnderOneMonitor {
        private final Account[] accounts;

        public HoldsUnderOneMonitor(int howMany, long opening) {
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
            Guard a = null;
            Guard b = null;
            try {
                synchronized (accounts) {
                    a = hold(from);
                    b = hold(to);
                }
                if (a.get() < amount) {
                    return false;
                }
                a.set(a.get() - amount);
                b.set(b.get() + amount);
                return true;
            } finally {
                if (a != null) {
                    a.close();
                }
                if (b != null) {
                    b.close();
                }
            }
        }

        public long total() {
            Deque<Guard> held = new ArrayDeque<>();
            try {
                long sum = 0;
                synchronized (accounts) {
                    for (int i = 0; i < accounts.length; i++) {
                        held.push(hold(i));
                    }
                }
                for (Guard guard : held) {
                    sum += guard.get();
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

    @Right(exercise = "4.4", why = "The larger number first, everywhere.")
    public static class Backwards {
        private final Account[] accounts;

        public Backwards(int howMany, long opening) {
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
            try (Guard first = hold(Math.max(from, to)); Guard second = hold(Math.min(from, to))) {
                Guard payer = from > to ? first : second;
                Guard payee = from > to ? second : first;
                if (payer.get() < amount) {
                    return false;
                }
                payer.set(payer.get() - amount);
                payee.set(payee.get() + amount);
                return true;
            }
        }

        public long total() {
            List<Guard> held = new ArrayList<>();
            try {
                for (int i = accounts.length - 1; i >= 0; i--) {
                    held.add(hold(i));
                }
                return held.stream().mapToLong(Guard::get).sum();
            } finally {
                for (Guard guard : held) {
                    guard.close();
                }
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
}
