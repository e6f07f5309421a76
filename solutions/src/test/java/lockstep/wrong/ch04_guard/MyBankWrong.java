package lockstep.wrong.ch04_guard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Plausible mistakes in exercise 4.4. The judge has to reject each of them. */
public final class MyBankWrong {

    private MyBankWrong() {}

    @Wrong(exercise = "4.4", expect = Verdict.Kind.HUNG, breaks = "noScheduleLocksUp",
        why = "Takes from, then to, as the parameters come: two transfers in opposite directions lock up.")
    public static class FromThenTo {

        private final Account[] accounts;

        public FromThenTo(int howMany, long opening) {
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
            try (Guard payer = hold(from); Guard payee = hold(to)) {
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

    @Wrong(exercise = "4.4", expect = Verdict.Kind.HUNG, breaks = "noScheduleLocksUp",
        why = "Takes the poorer account first. Which one that is changes while the transfer looks, and differs from "
            + "thread to thread.")
    public static class PoorerFirst {

        private final Account[] accounts;

        public PoorerFirst(int howMany, long opening) {
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
            long a;
            long b;
            try (Guard look = hold(from)) {
                a = look.get();
            }
            try (Guard look = hold(to)) {
                b = look.get();
            }
            try (Guard first = hold(a <= b ? from : to); Guard second = hold(a <= b ? to : from)) {
                Guard payer = a <= b ? first : second;
                Guard payee = a <= b ? second : first;
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

    @Wrong(exercise = "4.4", expect = Verdict.Kind.HUNG, breaks = "toItself",
        why = "Forgets from == to: the second hold waits for the first, in the same thread.")
    public static class WaitsForItself {

        private final Account[] accounts;

        public WaitsForItself(int howMany, long opening) {
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

    @Wrong(exercise = "4.4", expect = Verdict.Kind.WRONG, breaks = "toItself",
        why = "For from == to it holds one guard and uses it as both, from balances read beforehand: money is made.")
    public static class MakesMoney {

        private final Account[] accounts;

        public MakesMoney(int howMany, long opening) {
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
            Guard first = hold(Math.min(from, to));
            Guard second = from == to ? first : null;
            try {
                if (second == null) {
                    second = hold(Math.max(from, to));
                }
                Guard payer = from < to ? first : second;
                Guard payee = from < to ? second : first;
                long has = payer.get();
                long gets = payee.get();
                if (has < amount) {
                    return false;
                }
                payer.set(has - amount);
                payee.set(gets + amount);
                return true;
            } finally {
                if (second != null) {
                    second.close();
                }
                first.close();
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

    @Wrong(exercise = "4.4", expect = Verdict.Kind.WRONG, breaks = "toItself",
        why = "Says true to every transfer from an account to itself, also to one that could not be paid.")
    public static class ItselfIsAlwaysFine {

        private final Account[] accounts;

        public ItselfIsAlwaysFine(int howMany, long opening) {
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
                accounts[from].hold().close();
                return true;
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

    @Wrong(exercise = "4.4", expect = Verdict.Kind.WRONG, breaks = "leavesNothingLocked",
        why = "Takes the money under one guard and brings it under the next: in between it is nowhere, and if the "
            + "second account does not exist it is gone.")
    public static class OneAfterTheOther {

        private final Account[] accounts;

        public OneAfterTheOther(int howMany, long opening) {
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
            try (Guard payer = hold(from)) {
                if (payer.get() < amount) {
                    return false;
                }
                payer.set(payer.get() - amount);
            }
            try (Guard payee = hold(to)) {
                payee.set(payee.get() + amount);
            }
            return true;
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

    @Wrong(exercise = "4.4", expect = Verdict.Kind.WRONG, breaks = "leavesNothingLocked",
        why = "Holds only the account that pays, and alters the other one through the back door.")
    public static class HoldsOnlyThePayer {

        private final Account[] accounts;

        public HoldsOnlyThePayer(int howMany, long opening) {
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
            try (Guard payer = hold(from)) {
                if (payer.get() < amount) {
                    return false;
                }
                payer.set(payer.get() - amount);
                accounts[to].balance += amount;
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

    @Wrong(exercise = "4.4", expect = Verdict.Kind.WRONG, breaks = "paysOnlyWhatIsThere",
        why = "Looks at the balance, lets go, then takes both: by then the money may be gone.")
    public static class LooksBeforeItHolds {

        private final Account[] accounts;

        public LooksBeforeItHolds(int howMany, long opening) {
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
            try (Guard look = hold(from)) {
                if (look.get() < amount) {
                    return false;
                }
                if (from == to) {
                    return true;
                }
            }
            try (Guard first = hold(Math.min(from, to)); Guard second = hold(Math.max(from, to))) {
                Guard payer = from < to ? first : second;
                Guard payee = from < to ? second : first;
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

    @Wrong(exercise = "4.4", expect = Verdict.Kind.HUNG, breaks = "leavesNothingLocked",
        why = "Closes its guards at the end of the method, where a return or an exception does not come by.")
    public static class NoTry {

        private final Account[] accounts;

        public NoTry(int howMany, long opening) {
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
                Guard only = hold(from);
                boolean enough = only.get() >= amount;
                only.close();
                return enough;
            }
            Guard first = hold(Math.min(from, to));
            Guard second = hold(Math.max(from, to));
            Guard payer = from < to ? first : second;
            Guard payee = from < to ? second : first;
            boolean enough = payer.get() >= amount;
            if (enough) {
                payer.set(payer.get() - amount);
                payee.set(payee.get() + amount);
            }
            first.close();
            second.close();
            return enough;
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

    @Wrong(exercise = "4.4", expect = Verdict.Kind.HUNG, breaks = "movesMoney",
        why = "A return in the middle, past the two close() calls: a refused transfer keeps both accounts.")
    public static class RefusalKeepsTheLocks {

        private final Account[] accounts;

        public RefusalKeepsTheLocks(int howMany, long opening) {
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
            Guard first = hold(Math.min(from, to));
            Guard second = hold(Math.max(from, to));
            Guard payer = from < to ? first : second;
            Guard payee = from < to ? second : first;
            if (payer.get() < amount) {
                return false;
            }
            payer.set(payer.get() - amount);
            payee.set(payee.get() + amount);
            first.close();
            second.close();
            return true;
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

    @Wrong(exercise = "4.4", expect = Verdict.Kind.WRONG, breaks = "totalFindsItAll",
        why = "One big lock around every transfer, and hold() and total() are no part of it: they read a balance while a "
            + "transfer writes it. And every transfer waits for every other.")
    public static class OneBigLock {

        private final Account[] accounts;

        public OneBigLock(int howMany, long opening) {
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
            synchronized (this) {
                long has = accounts[from].balance;
                long gets = accounts[to].balance;
                if (has < amount || from == to) {
                    return has >= amount;
                }
                accounts[from].balance = has - amount;
                accounts[to].balance = gets + amount;
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

    @Wrong(exercise = "4.4", expect = Verdict.Kind.WRONG, breaks = "waitsForItsOwn",
        why = "Holds all accounts for each transfer, in order: no lock-up, and no two transfers at once.")
    public static class HoldsThemAll {

        private final Account[] accounts;

        public HoldsThemAll(int howMany, long opening) {
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
            Deque<Guard> held = new ArrayDeque<>();
            try {
                Guard payer = null;
                Guard payee = null;
                for (int i = 0; i < accounts.length; i++) {
                    held.push(hold(i));
                    payer = i == from ? held.peek() : payer;
                    payee = i == to ? held.peek() : payee;
                }
                if (payer == null || payee == null) {
                    throw new IndexOutOfBoundsException();
                }
                if (payer.get() < amount) {
                    return false;
                }
                payer.set(payer.get() - amount);
                payee.set(payee.get() + amount);
                return true;
            } finally {
                held.forEach(Guard::close);
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

    @Wrong(exercise = "4.4", expect = Verdict.Kind.WRONG, breaks = "totalFindsItAll",
        why = "Adds up one account after the other, each under its own guard: money on its way is missed or counted "
            + "twice.")
    public static class TotalOneByOne {

        private final Account[] accounts;

        public TotalOneByOne(int howMany, long opening) {
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
            long sum = 0;
            for (int i = 0; i < accounts.length; i++) {
                try (Guard guard = hold(i)) {
                    sum += guard.get();
                }
            }
            return sum;
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

    @Wrong(exercise = "4.4", expect = Verdict.Kind.WRONG, breaks = "totalFindsItAll",
        why = "total() only reads, so it takes no guard at all.")
    public static class TotalWithoutGuards {

        private final Account[] accounts;

        public TotalWithoutGuards(int howMany, long opening) {
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
            long sum = 0;
            for (Account account : accounts) {
                sum += account.balance;
            }
            return sum;
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

    @Wrong(exercise = "4.4", expect = Verdict.Kind.HUNG, breaks = "totalFindsItAll",
        why = "total() takes the accounts from the last to the first, transfer from the smaller to the larger "
            + "number: they meet in the middle.")
    public static class TotalBackwards {

        private final Account[] accounts;

        public TotalBackwards(int howMany, long opening) {
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
                for (int i = accounts.length - 1; i >= 0; i--) {
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

    @Wrong(exercise = "4.4", expect = Verdict.Kind.HUNG, breaks = "leavesNothingLocked",
        why = "total() takes all guards and closes none.")
    public static class TotalKeepsThem {

        private final Account[] accounts;

        public TotalKeepsThem(int howMany, long opening) {
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
            long sum = 0;
            for (int i = 0; i < accounts.length; i++) {
                sum += hold(i).get();
            }
            return sum;
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

    @Wrong(exercise = "4.4", expect = Verdict.Kind.WRONG, breaks = "noScheduleLocksUp",
        why = "The account is given back with an opaque store: nothing makes the new balance visible to the next "
            + "holder. x86 hides it.")
    public static class OpaqueRelease {

        private final Account[] accounts;

        public OpaqueRelease(int howMany, long opening) {
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
                    account.taken.setOpaque(false);
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
