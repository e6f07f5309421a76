package lockstep.exercises.ch04_guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import lockstep.exercises.ch03_value_lock.OneSwitch;
import lockstep.harness.Actor;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Exercise(id = "4.4", title = "Two guards, one order", starter = MyBank.class, hints = {
    "try (Guard a = hold(from); Guard b = hold(to)) { ... } holds both, and lets go of both. Look at the balance only once "
        + "you hold it. Then think of two threads: transfer(0, 1, 5) and transfer(1, 0, 5).",
    "All threads must take the guards in the same order, whichever way the money goes: the smaller account number first. from "
        + "== to needs a case of its own: the second hold would wait for the first.",
    "try (Guard first = hold(Math.min(from, to)); Guard second = hold(Math.max(from, to))) { Guard payer = from < to ? first : "
        + "second; ... }   total(): hold accounts 0, 1, 2, ... one after the other, keep the guards in an ArrayDeque, add up "
        + "when you hold them all, close them in a finally."
})
@Tag("4.4")
class MyBankCheck {

    @Property("a transfer moves the money; without enough money it returns false and changes nothing")
    void movesMoney() {
        MyBank bank = new MyBank(3, 100);
        assertEquals(true, bank.transfer(0, 2, 30), "transfer(0, 2, 30) from an account of 100");
        expect(bank, "after transfer(0, 2, 30)", 70, 100, 130);
        assertEquals(true, bank.transfer(2, 1, 130), "transfer(2, 1, 130) from an account of 130");
        expect(bank, "after transfer(2, 1, 130)", 70, 230, 0);
        assertEquals(false, bank.transfer(0, 1, 71), "transfer(0, 1, 71) from an account of 70");
        expect(bank, "after a transfer that could not be paid", 70, 230, 0);
        assertEquals(300, bank.total(), "total()");
    }

    @Property(value = "a transfer from an account to itself changes nothing, and does not wait for itself",
        hint = "The lock is not reentrant: a second hold of the same account waits for the first one, which is your "
            + "own.")
    void toItself() {
        MyBank bank = new MyBank(3, 100);
        assertEquals(true, bank.transfer(1, 1, 30), "transfer(1, 1, 30) on an account of 100");
        expect(bank, "after transfer(1, 1, 30)", 100, 100, 100);
        assertEquals(false, bank.transfer(1, 1, 101), "transfer(1, 1, 101) on an account of 100");
        expect(bank, "after transfer(1, 1, 101)", 100, 100, 100);
        assertEquals(300, bank.total(), "total()");
    }

    @Property(value = "nothing stays locked: not after a transfer, not after a refusal, not after an exception",
        hint = "Declare both guards in the head of one try: it closes them on every way out.")
    void leavesNothingLocked() {
        MyBank bank = new MyBank(3, 100);
        bank.transfer(0, 1, 10);
        bank.transfer(0, 1, 1000);
        bank.transfer(2, 2, 10);
        bank.total();
        int[][] pairs = {{0, 3}, {3, 0}, {-1, 2}, {2, -1}, {1, 77}, {9, 9}};
        for (int[] pair : pairs) {
            String call = "transfer(" + pair[0] + ", " + pair[1] + ", 10) in a bank of 3 accounts";
            try {
                bank.transfer(pair[0], pair[1], 10);
                fail(call + " threw nothing. It has to throw IndexOutOfBoundsException.");
            } catch (IndexOutOfBoundsException right) {
                // what the rules ask for
            }
            Trial.start("next user after " + call, () -> expect(bank, "after " + call, 90, 110, 100)).join();
        }
    }

    @Property(value = "under every schedule two transfers, to and fro, both come to an end, and the money is right",
        hint = "One thread holds account 0 and waits for 1, the other holds 1 and waits for 0. Take them in one "
            + "order, always: the smaller number first.")
    @Interleaved(executions = 2_000)
    void noScheduleLocksUp() {
        MyBank bank = new MyBank(2, 100);
        Interleave.together(() -> bank.transfer(0, 1, 30), () -> bank.transfer(1, 0, 20));
        expect(bank, "after transfers of 30 from 0 to 1 and of 20 from 1 to 0", 90, 110);
    }

    @Property(value = "under every schedule total() finds all the money, and locks up with no transfer",
        hint = "Money is on its way as long as one of the two accounts can be seen without the other. total() has "
            + "to hold all accounts at once, and take them in the order that transfer takes them.")
    @Interleaved(executions = 400)
    void totalFindsItAll() {
        MyBank bank = new MyBank(2, 150);
        Interleave.together(() -> bank.transfer(1, 0, 30), () -> expectTotal(bank));
        expectTotal(bank);
    }

    @Property(value = "under every schedule an account of 10 pays 6 once, not twice",
        hint = "Whether there is enough can only be known while holding the account, and only until it is let go.")
    @Interleaved(executions = 1_000)
    void paysOnlyWhatIsThere() {
        MyBank bank = new MyBank(2, 10);
        boolean[] paid = new boolean[2];
        Interleave.together(() -> paid[0] = bank.transfer(0, 1, 6), () -> paid[1] = bank.transfer(0, 1, 6));
        if (paid[0] == paid[1]) {
            fail("Two threads asked an account of 10 for 6. " + (paid[0] ? "Both" : "None") + " got it.");
        }
        expect(bank, "after two threads had each asked an account of 10 for 6", 4, 16);
    }

    @Property(value = "a transfer waits for the accounts it needs, and for no others",
        hint = "Hold both accounts, and nothing else, from the look at the balance to the last change.")
    void waitsForItsOwn() {
        MyBank bank = new MyBank(5, 100);
        try (MyBank.Guard held = bank.hold(2)) {
            Actor free = Trial.watch("transfer(0, 4) while account 2 is held", () -> bank.transfer(0, 4, 10));
            if (free.awaitWaiting()) {
                fail("One thread holds account 2. transfer(0, 4, 10) in another waits, though it has no need of account 2.");
            }
            free.join();
        }
        waits(bank, 2, "transfer(2, 4, 10)", () -> bank.transfer(2, 4, 10));
        waits(bank, 2, "transfer(0, 2, 10)", () -> bank.transfer(0, 2, 10));
        waits(bank, 2, "transfer(2, 2, 10)", () -> bank.transfer(2, 2, 10));
        waits(bank, 2, "total()", bank::total);
        expect(bank, "after transfers of 10 from 0 to 4, 2 to 4 and 0 to 2", 80, 100, 100, 100, 120);
    }

    @Property(value = "on this machine, too, transfers to and fro between two accounts never lock up",
        hint = "One thread holds account 0 and waits for 1, the other holds 1 and waits for 0. Take them in one "
            + "order, always.",
        seconds = 5)
    void toAndFro() {
        OneSwitch.tryAll(() -> {
            MyBank bank = new MyBank(2, 100);
            return new OneSwitch.Play(() -> bank.transfer(0, 1, 30), () -> bank.transfer(1, 0, 30),
                () -> expect(bank, "after transfers of 30 from 0 to 1 and from 1 to 0", 100, 100));
        });
        Trial.shaken(30, () -> {
            MyBank bank = new MyBank(2, 100);
            Trial.together(
                () -> repeat(4, () -> bank.transfer(0, 1, 3)),
                () -> repeat(4, () -> bank.transfer(1, 0, 3)));
            expect(bank, "after 4 transfers of 3 in each direction", 100, 100);
        });
    }

    @Property(value = "on this machine, too, total() is right in the midst of transfers, and locks up with none",
        hint = "Money is on its way as long as one of the two accounts can be seen without the other. total() has "
            + "to hold all accounts at once, and take them in the order that transfer takes them.",
        seconds = 5)
    void totalIsSteady() {
        OneSwitch.tryAll(() -> {
            MyBank bank = new MyBank(2, 150);
            return new OneSwitch.Play(() -> expectTotal(bank), () -> bank.transfer(1, 0, 30), () -> expectTotal(bank));
        });
        Trial.shaken(30, () -> {
            MyBank bank = new MyBank(3, 100);
            Trial.together(
                () -> repeat(2, () -> {
                    bank.transfer(0, 2, 7);
                    bank.transfer(2, 1, 7);
                }),
                () -> repeat(2, () -> {
                    bank.transfer(2, 0, 5);
                    bank.transfer(1, 2, 5);
                }),
                () -> repeat(2, () -> expectTotal(bank)));
            expectTotal(bank);
        });
    }

    @Property(value = "on this machine, too, no account is overdrawn, however many draw on it at once",
        hint = "Whether there is enough can only be known while holding the account, and only until it is let go.",
        seconds = 10)
    void neverOverdrawn() {
        OneSwitch.tryAll(() -> {
            MyBank bank = new MyBank(2, 10);
            return new OneSwitch.Play(() -> bank.transfer(0, 1, 6), () -> bank.transfer(0, 1, 6),
                () -> expect(bank, "after two threads had each asked an account of 10 for 6", 4, 16));
        });
        Trial.shaken(30, () -> {
            MyBank bank = new MyBank(2, 10);
            int threads = Trial.threads();
            int[] paid = new int[threads];
            Trial.together(threads, i -> repeat(3, () -> {
                if (bank.transfer(0, 1, 4)) {
                    paid[i]++;
                }
            }));
            int times = 0;
            for (int p : paid) {
                times += p;
            }
            if (times != 2) {
                fail("An account of 10 was asked for 4 again and again. It paid " + times + " times, not 2.");
            }
            expect(bank, "after an account of 10 had paid 4 twice", 2, 18);
        });
    }

    private static void expectTotal(MyBank bank) {
        long total = bank.total();
        if (total != 300) {
            fail("There are 300 in the bank, and money only moves between its accounts. total() returned " + total + ".");
        }
    }

    private static void waits(MyBank bank, int account, String call, Trial.Body body) {
        Actor asker;
        boolean waits;
        try (MyBank.Guard held = bank.hold(account)) {
            asker = Trial.watch(call + " while account " + account + " is held", body);
            waits = asker.awaitWaiting();
        }
        asker.join();
        if (!waits) {
            fail("One thread holds account " + account + ". " + call + " in another thread did not wait for it.");
        }
    }

    private static void repeat(int times, Trial.Body body) throws Throwable {
        for (int i = 0; i < times; i++) {
            body.run();
        }
    }

    private static void expect(MyBank bank, String when, long... balances) {
        for (int i = 0; i < balances.length; i++) {
            try (MyBank.Guard guard = bank.hold(i)) {
                assertEquals(balances[i], guard.get(), "account " + i + " " + when);
            }
        }
    }
}
